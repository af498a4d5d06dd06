import { type Job, type RequestContext, job, transaction } from '@parley/kit';
import { viewerStream } from '../events.js';
import { changeOwn, wakeOwner } from '../sidebar/own-change.service.js';
import { REMIND } from './saved-item.service.js';
import { remindDue } from './saved-item.store.js';
import type { SavedItemRow } from './saved-item.table.js';

const AT_ONCE = 200;

/**
 * Gives reminders that are due. What is due stands in the table, so a job that was lost, repeated or killed neither
 * loses a reminder nor gives it twice: it is given in the transaction that notes it, and told in the same one.
 */
async function giveSome(ctx: RequestContext): Promise<readonly SavedItemRow[]> {
  return transaction(ctx, async (inner) => {
    const due = (await remindDue(inner.db, AT_ONCE)).toSorted((a, b) => (a.personId < b.personId ? -1 : 1));
    for (const { personId, id, messageId } of due) {
      await changeOwn(inner, personId, 'savedItemChanged', id);
      await inner.events.publish(viewerStream(personId), 'reminderDue', { personId, itemId: id, messageId });
    }
    return due;
  });
}

/** Gives every reminder that is due. */
export async function giveReminders(ctx: RequestContext): Promise<void> {
  for (let given = AT_ONCE; given === AT_ONCE;) {
    const due = await giveSome(ctx);
    given = due.length;
    for (const personId of new Set(due.map((item) => item.personId))) await wakeOwner(ctx, personId);
  }
}

/** Runs at the time of each reminder, and every minute for what came due while nothing ran. */
export const reminders: Job = job(REMIND, { cron: '* * * * *' }, giveReminders);
