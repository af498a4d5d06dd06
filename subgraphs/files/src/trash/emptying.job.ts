import { job } from '@parley/kit';
import { throwUnsent } from '../chat-file/shown-file.service.js';
import { tidyFollowed } from '../followed/followed.service.js';
import { emptyTrash } from './trash.service.js';

/** Throws away, every hour, what was to be sent and was not, and removes what has been in the trash for long enough. */
export const emptying = job('empty-trash', { cron: '17 * * * *' }, async (ctx) => {
  await throwUnsent(ctx);
  await emptyTrash(ctx);
  await tidyFollowed(ctx);
});
