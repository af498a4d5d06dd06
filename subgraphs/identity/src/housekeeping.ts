import { job, type Job } from '@parley/kit';
import type { IdentityContext } from './context.js';
import { announcePassEnds } from './guest-pass/guest-pass.service.js';
import { endGrants } from './role/role.service.js';
import { endOverdueSessions } from './session/session.service.js';

/**
 * Turns ends that came by themselves into events. Nothing depends on it for safety: what is over is refused by its
 * time wherever it is shown, this only tells those who are looking.
 */
export const housekeeping: Job = job('housekeeping', { cron: '* * * * *' }, async (base) => {
  const ctx = base as IdentityContext;
  await announcePassEnds(ctx);
  await endGrants(ctx);
  await endOverdueSessions(ctx);
});
