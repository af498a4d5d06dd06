import { select } from '@parley/kit';
import type { EntityManager } from 'typeorm';

/** A deed as it is told to others than the product, with what everything is called at this moment. */
export interface ExportedDeed {
  readonly id: string;
  /** For what comes after it, to the microsecond. */
  readonly atKey: string;
  readonly at: Date;
  readonly kind: string;
  readonly nodeId: string;
  readonly nodeName: string;
  readonly personId: string | null;
  readonly personName: string | null;
  readonly linkId: string | null;
  readonly recipient: string | null;
  readonly requestId: string | null;
  readonly senderName: string | null;
  readonly country: string | null;
  readonly region: string | null;
}

/** Of what deeds are told: of a node and all below it, or of a whole organisation; at or after, and before. */
export interface Exported {
  readonly organizationId: string;
  readonly nodeId: string | null;
  readonly from: Date | null;
  readonly to: Date | null;
}

/** The next deeds, oldest first. */
export function nextDeeds(
  db: EntityManager,
  { organizationId, nodeId, from, to }: Exported,
  after: ExportedDeed | null,
  limit: number,
): Promise<ExportedDeed[]> {
  return select(
    db,
    `select a.id, a.at, a.at::text as at_key, a.kind, a.node_id, n.name as node_name, a.person_id,
       p.display_name as person_name, a.link_id, l.recipient, a.request_id, a.country, a.region,
       case when a.kind = 'UPLOADED' then r.sender_name end as sender_name
     from activity a join node n on n.id = a.node_id left join person p on p.id = a.person_id
       left join share_link l on l.id = a.link_id
       left join received_file r on r.node_id = a.node_id and r.request_id = a.request_id
     where a.organization_id = $1 and ($2::text is null or (n.ancestors @> array[$2] and n.trashed_at is null))
       and ($3::timestamptz is null or a.at >= $3) and ($4::timestamptz is null or a.at < $4)
       and ($5::timestamptz is null or (a.at, a.id) > ($5, $6::text))
     order by a.at, a.id limit $7`,
    [organizationId, nodeId, from, to, after?.atKey ?? null, after?.id ?? null, limit],
  );
}
