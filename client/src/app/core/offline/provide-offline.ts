import {
  ApplicationRef,
  type EnvironmentProviders,
  inject,
  isDevMode,
  provideEnvironmentInitializer,
} from '@angular/core';

/** A page that never rests keeps the worker waiting no longer than this. */
const latestMs = 10_000;

/**
 * Has Angular's worker keep the page for when there is no network, as soon as the page stands. It needs nothing of its
 * library in the page: nobody asks it for updates or pushes.
 */
export function provideOffline(): EnvironmentProviders {
  return provideEnvironmentInitializer(() => {
    if (isDevMode() || !('serviceWorker' in navigator)) return;
    const stands = inject(ApplicationRef).whenStable();
    const late = new Promise((resolve) => setTimeout(resolve, latestMs));
    void Promise.race([stands, late])
      .then(() => navigator.serviceWorker.register('/ngsw-worker.js'))
      // Without it the page works as long as there is a network.
      .catch(() => undefined);
  });
}
