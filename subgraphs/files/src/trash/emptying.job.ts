import { job } from '@parley/kit';
import { tidyFollowed } from '../followed/followed.service.js';
import { emptyTrash } from './trash.service.js';

/** Removes, every hour, what has been in the trash for long enough. */
export const emptying = job('empty-trash', { cron: '17 * * * *' }, async (ctx) => {
  await emptyTrash(ctx);
  await tidyFollowed(ctx);
});
