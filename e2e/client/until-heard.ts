/** Repeats what is not kept until somebody hears it, as people do; a signal before the stream stands is lost. */
export async function untilHeard<T>(heard: Promise<T>, signal: () => Promise<unknown>): Promise<T> {
  let isAwaited = true;
  const done = heard.finally(() => (isAwaited = false));
  // Thrown where it is awaited below, after the signal that runs meanwhile.
  done.catch(() => undefined);
  // eslint-disable-next-line @typescript-eslint/no-unnecessary-condition -- changed when it is heard
  while (isAwaited) await signal();
  return done;
}
