import { type FileKind, type ScanState, select } from '@parley/kit';
import type { EntityManager } from 'typeorm';
import type { StoredMetadata } from '../node/node.table.js';

/** Something that was made from a file, or will be. */
export interface ToldRendition {
  readonly kind: string;
  readonly page: number;
  readonly ready: boolean;
  readonly width: number | null;
  readonly height: number | null;
}

/** What other subgraphs need to know of a file to show it. */
export interface ToldFile {
  readonly fileId: string;
  readonly organizationId: string;
  /** Who made it; whose it is where nobody did. */
  readonly ownerId: string;
  readonly name: string;
  readonly kind: FileKind;
  readonly mediaType: string;
  /** In bytes. */
  readonly size: number;
  readonly scan: ScanState;
  readonly metadata: StoredMetadata;
  readonly renditions: readonly ToldRendition[];
  /** Channels that it was sent to or is shared with. */
  readonly channelIds: readonly string[];
  /** False while it is in the trash. */
  readonly isThere: boolean;
  readonly createdAt: string;
}

const RENDITIONS = `(select jsonb_agg(jsonb_build_object('kind', r.kind, 'page', r.page, 'ready', r.state = 'READY',
      'width', r.width, 'height', r.height)
      order by array_position(array['THUMBNAIL', 'POSTER', 'PREVIEW', 'WAVEFORM', 'STREAM', 'PDF', 'TEXT'], r.kind), r.page)
    from version v join rendition r on r.organization_id = v.organization_id and r.sha256 = v.blob_sha256
    where v.id = n.current_version_id and n.scan in ('CLEAN', 'UNSCANNED') and r.state <> 'FAILED'
      and r.kind <> 'WITHOUT_PLACE')`;

const CHANNELS = `array(select n.channel_id where n.channel_id is not null and n.is_sent
    union select g.grantee_id from node_grant g where g.node_id = any(n.ancestors) and g.grantee_kind = 'CHANNEL'
      and g.rights && '{VIEW,DOWNLOAD}'::text[] order by 1 limit 1000)`;

/** What is told of these files as they are now; nothing of folders, and of what chat keeps itself. */
export const factsToTell = (db: EntityManager, ids: readonly string[]): Promise<ToldFile[]> =>
  select(
    db,
    `select n.id as file_id, n.organization_id, coalesce(n.created_by_id, n.holder_id, '') as owner_id, n.name,
       coalesce(n.file_kind, 'OTHER') as kind, coalesce(n.media_type, 'application/octet-stream') as media_type,
       n.size::float8 as size, coalesce(n.scan, 'WAITING') as scan, n.metadata, n.trashed_at is null as is_there,
       to_char(n.created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as created_at,
       coalesce(${RENDITIONS}, '[]') as renditions, ${CHANNELS} as channel_ids
     from node n where n.id = any($1) and n.kind = 'FILE' and n.origin = 'FILES' order by n.id`,
    [ids],
  );

/** The files among a node and all below it. */
export async function filesUnder(db: EntityManager, nodeId: string): Promise<string[]> {
  const rows = await select<{ id: string }>(
    db,
    `select id from node where ancestors @> array[$1] and kind = 'FILE' and origin = 'FILES'`,
    [nodeId],
  );
  return rows.map(({ id }) => id);
}
