import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Files that messages show are told to other subgraphs; of those that are there already it is told here, once. */
export class TellFiles1760000070060 implements MigrationInterface {
  name = 'TellFiles1760000070060';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(TELL_ALL);
  }

  async down(): Promise<void> {
    await Promise.reject(new Error('Migrations only go forwards; restore a backup instead'));
  }
}

/** As tellFilesOf() says it. */
const TELL_ALL = `
  select log_append('told:' || f.id, 'fileTold', jsonb_build_object(
    'fileId', f.id, 'organizationId', f.organization_id, 'ownerId', f.owner_id, 'name', f.name,
    'mediaType', coalesce(f.media_type, 'application/octet-stream'), 'kind', coalesce(f.kind, 'OTHER'),
    'size', coalesce(f.size, 0), 'width', f.width, 'height', f.height,
    'createdAt', to_char(f.created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), 'shared', f.shared,
    'channelIds', to_jsonb(array(select distinct u.channel_id from file_use u join message m on m.id = u.message_id
      where u.file_id = f.id and m.deleted_at is null and m.withdrawn_at is null limit 50))
  ), null, null)
  from file f
  where f.finished_at is not null and (f.shared or exists (select from file_use u where u.file_id = f.id))
  order by f.id`;
