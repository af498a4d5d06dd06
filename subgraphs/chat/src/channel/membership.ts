import { DateTimeScalar, Node, connectionOf } from '@parley/kit';
import { Directive, Field, ObjectType } from 'type-graphql';
import { MemberRole } from './channel.js';

/** What clients see of somebody's place in a channel. */
@Directive('@key(fields: "id")')
@ObjectType({ implements: Node, description: "Somebody's place in a channel, as every member sees it." })
export class Membership {
  readonly id!: string;

  @Field(() => MemberRole, { description: 'What they may do here.' })
  readonly role!: MemberRole;

  @Field(() => DateTimeScalar, { description: 'Since when.' })
  readonly joinedAt!: Date;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When they were shut out.' })
  readonly bannedAt!: Date | null;

  readonly channelId!: string; // for channel()
  readonly personId!: string; // for user()
  readonly lastReadSeq!: number; // for lastReadSeq(), where receipts are on
  readonly showsReceipts!: boolean; // for lastReadSeq()
}

/** A page of memberships. */
export const MembershipConnection = connectionOf(() => Membership, 'Membership', 'memberships');
