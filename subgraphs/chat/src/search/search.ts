import { connectionOf } from '@parley/kit';
import { Field, ObjectType } from 'type-graphql';
import { Message } from '../message/message.js';

/** A message that fits a search. */
@ObjectType({ description: 'A message that fits a search.' })
export class MessageHit {
  @Field(() => Message, { description: 'The message.' })
  readonly message!: Message;

  @Field(() => String, {
    description:
      'The place that fits, about 200 characters, as safe HTML: every match stands in <mark>, there is no other ' +
      'element, and what people have to click to see is left out.',
  })
  readonly snippet!: string;
}

/** A page of what was found. */
export const MessageHitConnection = connectionOf(() => MessageHit, 'MessageHit', 'message hits');
