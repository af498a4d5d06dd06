import { type Runtime, demoId, systemCaller, transaction } from '@parley/kit';
import { tellChannels } from '../channel/told.service.js';
import { recordDepartments, recordPeople } from '../person/person.service.js';
import { announcements } from './announcements.js';
import { campusChatter } from './campus-chatter.js';
import { conversationRows } from './conversation-rows.js';
import { insertRows, isSeeded, tieThreads } from './demo.store.js';
import { directs } from './directs.js';
import { examBoards } from './exam-boards.js';
import { helpDesk } from './help-desk.js';
import { hiringLecturers } from './hiring-lecturers.js';
import { librarySystems } from './library-systems.js';
import { nairobiCampus } from './nairobi-campus.js';
import { demoDepartments, demoPeople } from './people.js';
import { addUpReactions } from '../reaction/reaction.service.js';
import { indexMessages } from '../search/index.service.js';
import { addUpThreads } from '../thread/recount.service.js';
import { researchMethods } from './research-methods.js';
import type { Conversation } from './script.js';
import { thesisCommittee } from './thesis-committee.js';

const conversations: readonly Conversation[] = [
  thesisCommittee,
  examBoards,
  nairobiCampus,
  announcements,
  librarySystems,
  hiringLecturers,
  researchMethods,
  campusChatter,
  helpDesk,
  ...directs,
];

/** Makes the conversations of the demo university, once; they end shortly before `now`. */
export async function seedDemo(runtime: Runtime, now = new Date()): Promise<void> {
  await transaction(runtime.context(systemCaller('demo')), async (ctx) => {
    if (await isSeeded(ctx.db, demoId('channel', 1))) return;
    await recordPeople(ctx, demoPeople());
    await recordDepartments(ctx, demoDepartments());
    for (const conversation of conversations) {
      for (const rows of conversationRows(conversation, now)) {
        await insertRows(ctx.db, rows);
        const ids = rows.rows.map((row) => String(row['message_id']));
        if (rows.table === 'reaction') await addUpReactions(ctx, [...new Set(ids)]);
        if (rows.table === 'thread_follow') {
          const threadIds = [...new Set(rows.rows.map((row) => String(row['thread_id'])))];
          await tieThreads(ctx.db, threadIds);
          await addUpThreads(ctx, threadIds);
        }
        if (rows.table === 'message') {
          await indexMessages(
            ctx,
            rows.rows.map(({ id }) => String(id)),
          );
        }
      }
    }
    await tellChannels(
      ctx,
      conversations.map(({ n }) => demoId('channel', n)),
      'with members',
    );
  });
}
