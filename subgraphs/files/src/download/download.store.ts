import { selectOne } from '@parley/kit';
import type { EntityManager } from 'typeorm';
import type { ScanState } from '../node/file-kinds.js';

/** Bytes that may be given, and what they are. */
export interface KeptBytes {
  readonly sha256: string;
  readonly size: string;
  readonly storeKey: string;
  readonly region: string | null;
  readonly scan: ScanState;
  readonly mediaType: string;
}

/** The bytes of a version of a file; the newest where none is named. */
export const bytesOfVersion = (
  db: EntityManager,
  fileId: string,
  versionId: string | null,
): Promise<KeptBytes | undefined> =>
  selectOne<KeptBytes>(
    db,
    `select b.sha256, b.size, b.store_key, b.region, b.scan, v.media_type
     from node n join version v on v.node_id = n.id and v.id = coalesce($2, n.current_version_id)
     join blob b on b.organization_id = v.organization_id and b.sha256 = v.blob_sha256 and b.state = 'STORED'
     where n.id = $1`,
    [fileId, versionId],
  );

/** The bytes of what was made from the newest version of a file. */
export const bytesOfRendition = (
  db: EntityManager,
  fileId: string,
  kind: string,
  page: number,
): Promise<KeptBytes | undefined> =>
  selectOne<KeptBytes>(
    db,
    `select b.sha256, b.size, b.store_key, b.region, o.scan, coalesce(r.media_type, 'image/webp') as media_type
     from node n join version v on v.id = n.current_version_id
     join blob o on o.organization_id = v.organization_id and o.sha256 = v.blob_sha256
     join rendition r on r.organization_id = o.organization_id and r.sha256 = o.sha256
       and r.kind = $2 and r.page = $3 and r.state = 'READY'
     join blob b on b.organization_id = r.organization_id and b.sha256 = r.blob_sha256 and b.state = 'STORED'
     where n.id = $1`,
    [fileId, kind, page],
  );
