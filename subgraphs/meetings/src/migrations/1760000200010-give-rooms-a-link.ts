import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Rooms are come to by a link; what is kept of it is what it is recognised by. */
export class GiveRoomsALink1760000200010 implements MigrationInterface {
  name = 'GiveRoomsALink1760000200010';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table meeting
        /** Counts the links it has had: only the last one opens it. */
        add column link_epoch integer not null default 0,
        /** SHA-256 of the secret part, base64url; null where it was never given one, as rooms of calls. */
        add column link_hash text collate "C";
      create unique index meeting_link on meeting (link_hash) where link_hash is not null;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table meeting drop column link_epoch, drop column link_hash');
  }
}
