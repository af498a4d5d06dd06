import { job } from '@parley/kit';
import { forgetOldAttempts } from './attempt.store.js';

/** Forgets, once an hour, attempts at passwords whose window is over. */
export const forgettingAttempts = job('forget-attempts', { cron: '17 * * * *' }, ({ db }) =>
  forgetOldAttempts(db),
);
