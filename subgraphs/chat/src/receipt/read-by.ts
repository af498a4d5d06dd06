import { DateTimeScalar, connectionOf } from '@parley/kit';
import { Field, ObjectType } from 'type-graphql';

/** Somebody who has read a message. */
@ObjectType({ description: 'Somebody has read a message.' })
export class ReadReceipt {
  @Field(() => DateTimeScalar, { description: 'When; of what was read long ago, at the latest.' })
  readonly at!: Date;

  readonly personId!: string; // for user()
}

/** A page of those who have read a message. */
export const ReadReceiptConnection = connectionOf(() => ReadReceipt, 'ReadReceipt', 'read receipts');
