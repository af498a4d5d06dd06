import { type PageRequest, boundsOf, byKey, byTime, select } from '@parley/kit';
import type { EntityManager } from 'typeorm';

/** A file that came by a request, and who sent it. */
export interface ReceivedRow {
  readonly nodeId: string;
  readonly requestId: string;
  readonly senderName: string | null;
  readonly personId: string | null;
  readonly at: Date;
}

const RECEIVED = 'f.node_id, f.request_id, f.sender_name, f.person_id, f.at';

/** Writes down by which request a file came, and who sent it. */
export async function insertReceived(db: EntityManager, received: Omit<ReceivedRow, 'at'>): Promise<void> {
  await db.query(
    'insert into received_file (node_id, request_id, sender_name, person_id) values ($1, $2, $3, $4)',
    [received.nodeId, received.requestId, received.senderName, received.personId],
  );
}

/** How files came that came by requests. */
export async function receivedById(
  db: EntityManager,
  nodeIds: readonly string[],
): Promise<Map<string, ReceivedRow>> {
  const statement = `select ${RECEIVED} from received_file f where f.node_id = any($1)`;
  return byKey(await select<ReceivedRow>(db, statement, [nodeIds]), 'nodeId');
}

/** One page of what came by a request, newest first. */
export const receivedPage = (
  db: EntityManager,
  requestId: string,
  request: PageRequest,
): Promise<(ReceivedRow & { readonly atKey: string })[]> =>
  select(
    db,
    `select ${RECEIVED}, f.at::text as at_key from received_file f
     where f.request_id = $1 and ${byTime({ at: 'f.at', id: 'f.node_id', first: 'newest' }, request, 2)}`,
    [requestId, ...boundsOf(request), request.limit + 1],
  );
