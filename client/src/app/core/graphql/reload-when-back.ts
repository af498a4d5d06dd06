import { effect, inject, untracked } from '@angular/core';
import { errorCodes } from '../errors/error-code';
import { Connection } from './connection';

interface Reloadable {
  error(): unknown;
  reload(): unknown;
}

/** What could not be read because the network was away is read again when the line stands again; nobody has to ask. */
export function reloadWhenBack(resource: Reloadable): void {
  const connection = inject(Connection);
  effect(() => {
    if (connection.openCount() === 0) return;
    untracked(() => {
      const error = resource.error();
      const passing = errorCodes(error).every((code) => code === 'UNAVAILABLE' || code === 'INTERNAL');
      if (error && passing) resource.reload();
    });
  });
}
