import { selectOne } from '@parley/kit';
import type { EntityManager } from 'typeorm';
import type { MeetingLinkRow } from './meeting-link.table.js';

const LINK = 'meeting_id, organization_id, title, created_by_id, link_hash, is_open';

/** The open link with that fingerprint, held until the transaction ends: nobody comes in by one that is being closed. */
export const openLink = (db: EntityManager, linkHash: string): Promise<MeetingLinkRow | undefined> =>
  selectOne<MeetingLinkRow>(
    db,
    `select ${LINK} from meeting_link where link_hash = $1 and is_open for share`,
    [linkHash],
  );

/** Takes in a link as meetings has it now. */
export async function saveLink(db: EntityManager, link: MeetingLinkRow): Promise<void> {
  await db.query(
    `insert into meeting_link (${LINK}) values ($1, $2, $3, $4, $5, $6)
     on conflict (meeting_id) do update set title = excluded.title, created_by_id = excluded.created_by_id,
       link_hash = excluded.link_hash, is_open = excluded.is_open`,
    [link.meetingId, link.organizationId, link.title, link.createdById, link.linkHash, link.isOpen],
  );
}
