import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What went to a channel is its sender's alone until a message shows it. Other subgraphs are told of files; of those that
 * are there already it is told here, once.
 */
export class ShowFilesInMessages1760000090000 implements MigrationInterface {
  name = 'ShowFilesInMessages1760000090000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table node add column is_sent boolean not null default true;
      alter table node add column is_awaited boolean not null default false;
      create index node_unsent on node (created_at) where not is_sent;
    `);
    await runner.query(TELL_ALL);
  }

  async down(): Promise<void> {
    await Promise.reject(new Error('Migrations only go forwards; restore a backup instead'));
  }
}

/** As tellFiles() says it. */
const TELL_ALL = `
  select log_append('told:' || n.id, 'fileTold', jsonb_build_object(
    'fileId', n.id, 'organizationId', n.organization_id, 'ownerId', coalesce(n.created_by_id, n.holder_id, ''),
    'name', n.name, 'kind', coalesce(n.file_kind, 'OTHER'),
    'mediaType', coalesce(n.media_type, 'application/octet-stream'), 'size', n.size,
    'scan', coalesce(n.scan, 'WAITING'), 'isThere', n.trashed_at is null,
    'createdAt', to_char(n.created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
    'width', n.metadata -> 'width', 'height', n.metadata -> 'height',
    'durationSeconds', n.metadata -> 'durationSeconds', 'waveform', n.metadata -> 'waveform',
    'renditions', coalesce((select jsonb_agg(jsonb_build_object('kind', r.kind, 'page', r.page,
        'ready', r.state = 'READY', 'width', r.width, 'height', r.height) order by r.kind desc, r.page)
      from version v join rendition r on r.organization_id = v.organization_id and r.sha256 = v.blob_sha256
      where v.id = n.current_version_id and n.scan in ('CLEAN', 'UNSCANNED') and r.state <> 'FAILED'
        and r.kind <> 'WITHOUT_PLACE'), '[]'),
    'channelIds', to_jsonb(array(select n.channel_id where n.channel_id is not null
      union select g.grantee_id from node_grant g where g.node_id = any(n.ancestors) and g.grantee_kind = 'CHANNEL'
        and g.rights && '{VIEW,DOWNLOAD}'::text[] limit 50))
  ), null, null)
  from node n where n.kind = 'FILE' and n.origin = 'FILES' order by n.id`;
