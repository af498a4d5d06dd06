import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Channels and who is in them are told to other subgraphs; of those that are there already it is told here, once. */
export class TellChannels1760000070040 implements MigrationInterface {
  name = 'TellChannels1760000070040';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(TELL_ALL);
  }

  async down(): Promise<void> {
    await Promise.reject(new Error('Migrations only go forwards; restore a backup instead'));
  }
}

/** As tellChannels() says it. */
const TELL_ALL = `
  select log_append('told:' || c.id, 'channelTold', jsonb_build_object(
    'channelId', c.id, 'organizationId', c.organization_id, 'kind', c.kind, 'name', c.name, 'region', c.region,
    'access', c.access, 'memberIds', to_jsonb(array(
      select person_id from membership m where m.channel_id = c.id and m.ended_at is null order by 1))
  ), null, c.region)
  from channel c order by c.id`;
