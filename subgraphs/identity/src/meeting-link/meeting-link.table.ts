import { Column, Entity, PrimaryColumn } from 'typeorm';

/** The link of a meeting as meetings told of it. */
@Entity('meeting_link')
export class MeetingLinkRow {
  @PrimaryColumn('text')
  readonly meetingId!: string;

  @Column('text')
  readonly organizationId!: string;

  @Column('text')
  readonly title!: string;

  @Column('text', { nullable: true })
  readonly createdById!: string | null;

  /** What its secret part is recognised by. */
  @Column('text', { nullable: true })
  readonly linkHash!: string | null;

  /** Whether visitors may come by it. */
  @Column('boolean')
  readonly isOpen!: boolean;
}
