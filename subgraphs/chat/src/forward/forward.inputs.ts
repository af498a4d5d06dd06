import { ClientKeyScalar, MarkdownScalar } from '@parley/kit';
import { Field, ID, InputType } from 'type-graphql';

@InputType({ description: 'What forwardMessage needs.' })
export class ForwardMessageInput {
  @Field(() => ID, { description: 'Id of the message that is sent on.' })
  readonly messageId!: string;

  @Field(() => ID, { description: 'Id of the channel that it is sent to.' })
  readonly channelId!: string;

  @Field(() => MarkdownScalar, { nullable: true, description: 'Words to go with it.' })
  readonly comment?: string | null;

  @Field(() => ClientKeyScalar, { description: 'Client-chosen key: the same key gives the same answer.' })
  readonly key!: string;
}
