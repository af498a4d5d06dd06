import { job } from '@parley/kit';
import { FORGETTING, forgetOldActivity } from './activity-retention.service.js';

/** Forgets what was done with files too long ago; each hour, so that a run that broke off does not wait for a day. */
export const forgettingActivity = job(FORGETTING, { cron: '43 * * * *' }, async (ctx) => {
  await forgetOldActivity(ctx);
});
