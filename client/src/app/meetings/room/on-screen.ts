import { DestroyRef, type Signal, inject, signal } from '@angular/core';

/** Whether this page can be seen: in a tab behind others no picture has to be received. */
export function isOnScreen(): Signal<boolean> {
  const on = signal(document.visibilityState === 'visible');
  const look = (): void => {
    on.set(document.visibilityState === 'visible');
  };
  document.addEventListener('visibilitychange', look);
  inject(DestroyRef).onDestroy(() => {
    document.removeEventListener('visibilitychange', look);
  });
  return on.asReadonly();
}
