import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What requests take, and who sent what came by them. */
export class TakeFiles1760000076000 implements MigrationInterface {
  name = 'TakeFiles1760000076000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table file_request
        add column note text,
        add column max_size bigint check (max_size > 0),
        add column allowed_types text[] not null default '{}';
      create index file_request_author on file_request (created_by_id, id);
      create index file_request_organization on file_request (organization_id, created_at, id);

      alter table upload add column sender_name text;
      create unique index upload_request_key on upload (request_id, client_key) where person_id is null;
      create index upload_request on upload (request_id)
        where request_id is not null and state in ('RECEIVING', 'CHECKING');

      /** Files that came by a request: stays when the request is gone with its folder. */
      create table received_file (
        node_id text collate "C" primary key references node on delete cascade,
        request_id text collate "C" not null,
        /** As they called themselves; null for people of the product, who are known. */
        sender_name text,
        person_id text collate "C",
        at timestamptz not null default clock_timestamp()
      );
      create index received_file_request on received_file (request_id, at, node_id);

      alter table activity add column request_id text collate "C";
    `);
  }

  async down(): Promise<void> {
    await Promise.reject(new Error('Who sent what is not thrown away; restore a backup instead'));
  }
}
