import { DateTimeScalar, connectionOf } from '@parley/kit';
import { Field, Int, ObjectType } from 'type-graphql';

/** Somebody who has read a message. */
@ObjectType({ description: 'Somebody has read a message.' })
export class ReadReceipt {
  @Field(() => DateTimeScalar, { description: 'When; of what was read long ago, at the latest.' })
  readonly at!: Date;

  readonly personId!: string; // for user()
}

/** How far somebody has read a thread. */
@ObjectType({ description: 'How far somebody has read a thread.' })
export class ReadPosition {
  @Field(() => Int, { description: 'Position of the last message read.' })
  readonly lastReadSeq!: number;

  readonly personId!: string; // for user()
}

/** A page of those who have read a message. */
export const ReadReceiptConnection = connectionOf(() => ReadReceipt, 'ReadReceipt', 'read receipts');
