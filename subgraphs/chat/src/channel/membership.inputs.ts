import { ClientKeyScalar, PageArgs } from '@parley/kit';
import { ArgsType, Field, ID, InputType } from 'type-graphql';
import { MemberRole } from './channel.js';

const KEY = 'Client-chosen key: the same key gives the same answer.';
const CHANNEL_ID = 'Id of the channel.';
const USER_ID = 'Id of the user.';

@ArgsType()
export class MembersArgs extends PageArgs {
  @Field(() => MemberRole, { nullable: true, description: 'Only those with this role.' })
  readonly role?: MemberRole | null;

  @Field(() => String, { nullable: true, description: 'Part of a name.' })
  readonly text?: string | null;
}

@InputType({ description: 'What joinChannel needs.' })
export class JoinChannelInput {
  @Field(() => ID, { description: CHANNEL_ID })
  readonly channelId!: string;

  @Field(() => ClientKeyScalar, { description: KEY })
  readonly key!: string;
}

@InputType({ description: 'What leaveChannel needs.' })
export class LeaveChannelInput {
  @Field(() => ID, { description: CHANNEL_ID })
  readonly channelId!: string;

  @Field(() => ClientKeyScalar, { description: KEY })
  readonly key!: string;
}

@InputType({ description: 'What inviteToChannel needs.' })
export class InviteToChannelInput {
  @Field(() => ID, { description: CHANNEL_ID })
  readonly channelId!: string;

  @Field(() => [ID], { description: 'Ids of the users.' })
  readonly userIds!: string[];

  @Field(() => MemberRole, { nullable: true, description: 'What they become.' })
  readonly role?: MemberRole | null;

  @Field(() => ClientKeyScalar, { description: KEY })
  readonly key!: string;
}

@InputType({ description: 'What setMemberRole needs.' })
export class SetMemberRoleInput {
  @Field(() => ID, { description: CHANNEL_ID })
  readonly channelId!: string;

  @Field(() => ID, { description: USER_ID })
  readonly userId!: string;

  @Field(() => MemberRole, { description: 'What they become.' })
  readonly role!: MemberRole;

  @Field(() => ClientKeyScalar, { description: KEY })
  readonly key!: string;
}

@InputType({ description: 'What removeMember needs.' })
export class RemoveMemberInput {
  @Field(() => ID, { description: CHANNEL_ID })
  readonly channelId!: string;

  @Field(() => ID, { description: USER_ID })
  readonly userId!: string;

  @Field(() => Boolean, { nullable: true, description: 'Whether they may not come back.' })
  readonly ban?: boolean | null;

  @Field(() => ClientKeyScalar, { description: KEY })
  readonly key!: string;
}
