import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Presence is what a person chose and, where nothing was chosen, what their devices say: each gives a sign of life of
 * its own, so that an idle one does not speak for one that is in use. A status in words outlasts both.
 */
export class AddDevicesToPresence1760000035000 implements MigrationInterface {
  name = 'AddDevicesToPresence1760000035000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table presence rename column state to chosen;
      alter table presence
        alter column chosen drop not null,
        alter column last_active_at drop not null,
        alter column expires_at set default now(),
        add column devices jsonb not null default '{}',
        add column active_until timestamptz,
        add column call_until timestamptz,
        add column chosen_in_call boolean not null default false,
        add column status_text text,
        add column status_emoji text,
        add column status_until timestamptz;
      update presence set chosen = null where chosen in ('ONLINE', 'AWAY', 'OFFLINE');
    `);
    await runner.query(FUNCTIONS);
  }

  async down(): Promise<void> {
    await Promise.reject(new Error('Migrations only go forwards; restore a backup instead'));
  }
}

/**
 * `presence_devices` takes a sign into what the devices said before, without those that fell silent;
 * `presence_until` tells until when one of them holds that is so (`active`, `call`), or any at all (`until`).
 */
const FUNCTIONS = `
  create function presence_devices(devices jsonb, sign jsonb) returns jsonb language sql stable as $$
    select coalesce(jsonb_object_agg(key, value), '{}') from jsonb_each(devices || sign)
    where (value->>'until')::timestamptz > now()
  $$;
  create function presence_until(devices jsonb, flag text) returns timestamptz language sql stable as $$
    select max((value->>'until')::timestamptz) from jsonb_each(devices)
    where flag = 'until' or (value->flag)::boolean
  $$;
`;
