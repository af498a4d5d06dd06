import { job } from '@parley/kit';
import { FORGETTING, forgetOld } from './meeting-retention.service.js';

/** Forgets what stays of meetings for too long; each hour, so that a run that broke off does not wait for a day. */
export const forgettingMeetings = job(FORGETTING, { cron: '17 * * * *' }, async (ctx) => {
  await forgetOld(ctx);
});
