import { DestroyRef, type Signal, computed, inject, signal } from '@angular/core';

const TICK_MS = 250;

/** How many seconds are left until a moment, as they pass; null while there is none. */
export function secondsUntil(moment: Signal<string | null | undefined>): Signal<number | null> {
  const now = signal(Date.now());
  const timer = setInterval(() => {
    now.set(Date.now());
  }, TICK_MS);
  inject(DestroyRef).onDestroy(() => {
    clearInterval(timer);
  });
  return computed(() => {
    const at = moment();
    return at ? Math.max(0, (Date.parse(at) - now()) / 1_000) : null;
  });
}
