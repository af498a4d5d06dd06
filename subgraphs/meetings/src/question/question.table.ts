import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A question in a meeting. */
@Entity('question')
export class QuestionRow {
  @PrimaryColumn('text')
  readonly id!: string;

  @Column('text')
  readonly meetingId!: string;

  @Column('text')
  readonly authorId!: string;

  @Column('text')
  readonly text!: string;

  @Column('integer')
  readonly votes!: number;

  @Column('timestamptz')
  readonly askedAt!: Date;

  @Column('timestamptz', { nullable: true })
  readonly answeredAt!: Date | null;

  @Column('text', { nullable: true })
  readonly answer!: string | null;

  @Column('text', { nullable: true })
  readonly answeredById!: string | null;

  @Column('timestamptz', { nullable: true })
  readonly dismissedAt!: Date | null;
}

/** That somebody supports a question. */
@Entity('question_vote')
export class QuestionVoteRow {
  @PrimaryColumn('text')
  readonly questionId!: string;

  @PrimaryColumn('text')
  readonly personId!: string;
}
