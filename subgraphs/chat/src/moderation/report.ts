import { DateTimeScalar, Node, connectionOf } from '@parley/kit';
import { Directive, Field, ObjectType, registerEnumType } from 'type-graphql';

/** What to do about a reported message. */
export const ModerationDecision = {
  KEEP: 'KEEP',
  HIDE: 'HIDE',
  DELETE: 'DELETE',
  REMOVE_AUTHOR: 'REMOVE_AUTHOR',
} as const;
export type ModerationDecision = (typeof ModerationDecision)[keyof typeof ModerationDecision];

registerEnumType(ModerationDecision, {
  name: 'ModerationDecision',
  description: 'What to do about a reported message.',
  valuesConfig: {
    KEEP: { description: 'Nothing is wrong: it stays, is shown again, or is sent if it was held.' },
    HIDE: { description: 'Hide it; KEEP shows it again.' },
    DELETE: { description: 'Delete it.' },
    REMOVE_AUTHOR: { description: 'Delete it and remove the author.' },
  },
});

/** A report about a message, made by a person or by a rule about words. */
@Directive('@key(fields: "id")')
@ObjectType({ implements: Node, description: 'A report about a message.' })
export class ModerationReport {
  readonly id!: string;

  @Field(() => String, {
    description: 'Why, in words for people; the words of the rule where a rule reported.',
  })
  readonly reason!: string;

  @Field(() => String, {
    nullable: true,
    description: 'What the message said when it was reported; null once retention has removed it.',
  })
  readonly excerpt!: string | null;

  @Field(() => Boolean, { description: 'Whether the message was held back until somebody decides.' })
  readonly held!: boolean;

  @Field(() => DateTimeScalar, { description: 'When it was created.' })
  readonly createdAt!: Date;

  @Field(() => ModerationDecision, { nullable: true, description: 'What was decided; null while open.' })
  readonly decision!: ModerationDecision | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it was decided; null while open.' })
  readonly decidedAt!: Date | null;

  @Field(() => String, { nullable: true, description: 'A remark for people who keep order.' })
  readonly note!: string | null;

  readonly channelId!: string; // for channel()
  readonly messageId!: string; // for message()
  readonly authorId!: string | null; // for author()
  readonly reportedById!: string | null; // for reportedBy()
  readonly decidedById!: string | null; // for decidedBy()
}

/** A page of reports. */
export const ModerationReportConnection = connectionOf(
  () => ModerationReport,
  'ModerationReport',
  'moderation reports',
);
