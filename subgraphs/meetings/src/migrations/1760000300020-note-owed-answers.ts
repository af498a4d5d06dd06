import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Whoever goes on with a seat knows whether its device was still to answer. */
export class NoteOwedAnswers1760000300020 implements MigrationInterface {
  name = 'NoteOwedAnswers1760000300020';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('alter table routed_seat add column owes_answer boolean not null default false');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table routed_seat drop column owes_answer');
  }
}
