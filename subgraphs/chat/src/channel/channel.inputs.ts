import { ClientKeyScalar, EncryptionMode, MarkdownScalar, PageArgs } from '@parley/kit';
import { ArgsType, Field, ID, InputType, Int } from 'type-graphql';
import { AccessConditionInput } from './access-condition.js';
import { ChannelKind, MemberRole } from './channel.js';

const KEY = 'Client-chosen key: the same key gives the same answer.';
const CHANNEL_ID = 'Id of the channel.';
const ACCESS = 'Who may find and join it.';

@InputType({ description: 'Which channels.' })
export class ChannelFilterInput {
  @Field(() => String, { nullable: true, description: 'Part of the name.' })
  readonly text?: string | null;

  @Field(() => [ChannelKind], { nullable: true, description: 'Only these kinds.' })
  readonly kinds?: ChannelKind[] | null;

  @Field(() => Boolean, { nullable: true, description: 'Only those the viewer is in, or is not in.' })
  readonly joined?: boolean | null;

  @Field(() => Boolean, { nullable: true, description: 'Archived ones instead of open ones.' })
  readonly archived?: boolean | null;

  @Field(() => ID, { nullable: true, description: 'Id of the with user.' })
  readonly withUserId?: string | null;
}

@ArgsType()
export class ChannelsArgs extends PageArgs {
  @Field(() => ChannelFilterInput, { nullable: true, description: 'Which ones to show.' })
  readonly filter?: ChannelFilterInput | null;
}

@InputType({ description: 'What createChannel needs.' })
export class CreateChannelInput {
  @Field(() => ChannelKind, { description: 'What kind it is.' })
  readonly kind!: ChannelKind;

  @Field(() => String, { nullable: true, description: 'Its name.' })
  readonly name?: string | null;

  @Field(() => String, { nullable: true, description: 'What it is about.' })
  readonly topic?: string | null;

  @Field(() => [ID], { nullable: true, description: 'Ids of the members.' })
  readonly memberIds?: string[] | null;

  @Field(() => ID, { nullable: true, description: 'Id of the department.' })
  readonly departmentId?: string | null;

  @Field(() => EncryptionMode, {
    nullable: true,
    description: 'Who holds the keys; SERVER by default, others as encryptionModes offers them.',
  })
  readonly encryption?: EncryptionMode | null;

  @Field(() => [AccessConditionInput], { nullable: true, description: ACCESS })
  readonly access?: AccessConditionInput[] | null;

  @Field(() => ClientKeyScalar, { description: KEY })
  readonly key!: string;
}

@InputType({ description: 'What openDirectChannel needs.' })
export class OpenDirectChannelInput {
  @Field(() => ID, { description: 'Id of the user.' })
  readonly userId!: string;

  @Field(() => ClientKeyScalar, { description: KEY })
  readonly key!: string;
}

@InputType({ description: 'What updateChannel needs.' })
export class UpdateChannelInput {
  @Field(() => ID, { description: CHANNEL_ID })
  readonly channelId!: string;

  @Field(() => String, { nullable: true, description: 'Its name.' })
  readonly name?: string | null;

  @Field(() => String, { nullable: true, description: 'What it is about.' })
  readonly topic?: string | null;

  @Field(() => MarkdownScalar, { nullable: true, description: 'What it is about.' })
  readonly description?: string | null;

  @Field(() => String, { nullable: true, description: 'An emoji.' })
  readonly icon?: string | null;

  @Field(() => [AccessConditionInput], { nullable: true, description: ACCESS })
  readonly access?: AccessConditionInput[] | null;

  @Field(() => MemberRole, { nullable: true, description: 'Least role that may post.' })
  readonly postingRole?: MemberRole | null;

  @Field(() => Int, {
    nullable: true,
    description: 'Seconds between two messages of one person, 0 to 21,600; 0 for none.',
  })
  readonly slowModeSeconds?: number | null;

  @Field(() => Int, { description: 'The version that was read: another one answers CONFLICT.' })
  readonly expectedVersion!: number;

  @Field(() => ClientKeyScalar, { description: KEY })
  readonly key!: string;
}

@InputType({ description: 'What archiveChannel needs.' })
export class ArchiveChannelInput {
  @Field(() => ID, { description: CHANNEL_ID })
  readonly channelId!: string;

  @Field(() => ClientKeyScalar, { description: KEY })
  readonly key!: string;
}

@InputType({ description: 'What restoreChannel needs.' })
export class RestoreChannelInput {
  @Field(() => ID, { description: CHANNEL_ID })
  readonly channelId!: string;

  @Field(() => ClientKeyScalar, { description: KEY })
  readonly key!: string;
}
