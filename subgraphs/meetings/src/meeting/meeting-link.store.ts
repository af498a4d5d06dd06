import { selectOne } from '@parley/kit';
import type { EntityManager } from 'typeorm';
import { MEETING } from './meeting.store.js';
import type { MeetingRow } from './meeting.table.js';

/** The meeting with that link. */
export const meetingByLinkHash = (db: EntityManager, linkHash: string): Promise<MeetingRow | undefined> =>
  selectOne<MeetingRow>(db, `select ${MEETING} from meeting m where m.link_hash = $1`, [linkHash]);
