import { DestroyRef, type Signal, computed, inject, signal } from '@angular/core';

/** How many seconds have passed since a moment, as they pass; null while there is none. */
export function secondsSince(moment: Signal<string | null | undefined>): Signal<number | null> {
  const now = signal(Date.now());
  const timer = setInterval(() => {
    now.set(Date.now());
  }, 1_000);
  inject(DestroyRef).onDestroy(() => {
    clearInterval(timer);
  });
  return computed(() => {
    const since = moment();
    return since ? Math.max(0, (now() - Date.parse(since)) / 1_000) : null;
  });
}
