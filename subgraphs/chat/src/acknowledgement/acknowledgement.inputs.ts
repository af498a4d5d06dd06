import { ClientKeyScalar, DateTimeScalar, PageArgs } from '@parley/kit';
import { ArgsType, Field, ID, InputType } from 'type-graphql';

const KEY = 'Client-chosen key: the same key gives the same answer.';

/** A page of those who were asked. */
@ArgsType()
export class ReceiptsArgs extends PageArgs {
  @Field(() => Boolean, {
    nullable: true,
    defaultValue: false,
    description: 'Those who have not confirmed instead of those who have.',
  })
  readonly missing?: boolean | null;
}

@InputType({ description: 'What requestMessageAcknowledgement needs.' })
export class RequestMessageAcknowledgementInput {
  @Field(() => ID, { description: 'Id of the message.' })
  readonly messageId!: string;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'When it is due; absent when that does not matter.',
  })
  readonly dueAt?: Date | null;

  @Field(() => ClientKeyScalar, { description: KEY })
  readonly key!: string;
}

@InputType({ description: 'What acknowledgeMessage needs.' })
export class AcknowledgeMessageInput {
  @Field(() => ID, { description: 'Id of the message.' })
  readonly messageId!: string;

  @Field(() => ClientKeyScalar, { description: KEY })
  readonly key!: string;
}

@InputType({ description: 'What remindMessageAcknowledgement needs.' })
export class RemindMessageAcknowledgementInput {
  @Field(() => ID, { description: 'Id of the message.' })
  readonly messageId!: string;

  @Field(() => ClientKeyScalar, { description: KEY })
  readonly key!: string;
}
