import { type PageRequest, boundsOf, byTime, select } from '@parley/kit';
import type { EntityManager } from 'typeorm';
import { FACTS, GRANTED, IN_CHANNEL, ME, PASSES, SEEN } from '../access/access-conditions.js';
import { type Subject, subjectParameters } from '../access/principal.rules.js';
import type { NodeFor } from '../access/rights.rules.js';
import { filtering } from '../listing/filter.js';
import { HEAD, NODE } from '../node/node-columns.js';
import type { FileFilterInput } from '../node/node.inputs.js';

/** Those of these channels that somebody reads. */
export async function readableOf(
  db: EntityManager,
  who: Subject,
  channelIds: readonly string[],
): Promise<Map<string, string>> {
  const rows = await select<{ channelId: string }>(
    db,
    `with ${ME} select n.channel_id from (
       select c.id as channel_id, c.organization_id, true as is_sent from channel c where c.id = any($5) and c.organization_id = $6) n
     cross join me where ${IN_CHANNEL}`,
    [...subjectParameters(who), channelIds, who.organizationId],
  );
  return new Map(rows.map(({ channelId }) => [channelId, channelId]));
}

/** A file of a channel with when it came, as text, for cursors. */
export interface SentFile extends NodeFor {
  readonly atKey: string;
}

/** Parameters before those of the filter: the four of whoever asks, their organisation, the channel, the page's five. */
const FIRST = 12;

/** One page of what was sent to a channel and that somebody sees, newest first, whoever keeps its bytes. */
export function sentPage(
  db: EntityManager,
  who: Subject,
  { channelId, filter }: { readonly channelId: string; readonly filter: FileFilterInput | null },
  request: PageRequest,
): Promise<SentFile[]> {
  const { condition, parameters } = filtering(filter, FIRST);
  return select(
    db,
    `with ${ME}, ${PASSES}, ${GRANTED}
     select ${NODE}, ${FACTS}, n.created_at::text as at_key from (
       select n.* from node n where n.channel_id = $6 and n.kind = 'FILE' and n.is_sent
       union all
       select n.* from node_grant g join node n on n.id = g.node_id
       where g.grantee_id = $6 and g.shared_by_id is null and n.kind = 'FILE') n
     cross join me cross join granted ${HEAD}
     where ${SEEN} ${condition}
       and ${byTime({ at: 'n.created_at', id: 'n.id', first: 'newest' }, request, 7)}`,
    [
      ...[...subjectParameters(who), who.organizationId, channelId, ...boundsOf(request), request.limit + 1],
      ...parameters,
    ],
  );
}
