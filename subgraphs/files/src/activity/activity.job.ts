import { job } from '@parley/kit';
import { forgetOldActivity } from './read-activity.service.js';

/** Forgets, every night, what was done with files more than a year ago. */
export const forgettingActivity = job('forget-activity', { cron: '41 3 * * *' }, forgetOldActivity);
