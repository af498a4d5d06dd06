const LOCK = 'parley-notices';

/**
 * Whether this window is the one of the browser that shows notices: the first to come is, until it closes, then the
 * next. Without locks each window is, and notices of one tag replace each other.
 */
export function holdsNotices(): () => boolean {
  if (!('locks' in navigator)) return () => true;
  let holds = false;
  void navigator.locks.request(LOCK, () => {
    holds = true;
    return new Promise<never>(() => undefined);
  });
  return () => holds;
}
