import { type RequestContext, job, transaction } from '@parley/kit';
import { deleteUnusedFiles } from './file.store.js';
import { tellForgotten } from './told-file.service.js';

const KEPT_HOURS = 24;
const AT_ONCE = 50;

/** Removes what was sent and is shown nowhere: uploads that broke off, or whose message was never sent or is gone. */
export async function expireFiles(ctx: RequestContext, now = new Date()): Promise<number> {
  const olderThan = new Date(now.getTime() - KEPT_HOURS * 3_600_000);
  let removed = 0;
  for (let last = AT_ONCE; last === AT_ONCE; removed += last) {
    last = await transaction(ctx, async (inner) => {
      const ids = await deleteUnusedFiles(inner.db, olderThan, AT_ONCE);
      await tellForgotten(inner, ids);
      return ids.length;
    });
  }
  return removed;
}

/** Each hour; what one run leaves behind the next one finds. */
export const fileExpiry = job('expireFiles', { cron: '17 * * * *' }, async (ctx) => {
  await expireFiles(ctx);
});
