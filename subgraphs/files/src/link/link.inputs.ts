import { ClientKeyScalar, DateTimeScalar, PageArgs } from '@parley/kit';
import { ArgsType, Field, ID, InputType, Int } from 'type-graphql';
import { FileRight } from '../node/file-kinds.js';

const KEY = 'Client-chosen key: the same key gives the same answer.';
const VERSION = 'The version that was read: another one answers CONFLICT.';
const RIGHTS = 'What it allows: VIEW, or DOWNLOAD too; nothing that the viewer may not.';

@InputType({ description: 'What createShareLink needs.' })
export class CreateShareLinkInput {
  @Field(() => ID, { description: 'Id of the file or folder.' })
  readonly nodeId!: string;

  @Field(() => [FileRight], { description: RIGHTS })
  readonly rights!: readonly FileRight[];

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it stops being valid.' })
  readonly expiresAt?: Date | null;

  @Field(() => String, { nullable: true, description: 'A password of 6 to 256 characters.' })
  readonly password?: string | null;

  @Field(() => Int, { nullable: true, description: 'How often it opens, 1 to 1,000,000.' })
  readonly maxUses?: number | null;

  @Field(() => String, { nullable: true, description: 'For whom, shown in the log; at most 200 characters.' })
  readonly recipient?: string | null;

  @Field(() => Boolean, {
    nullable: true,
    description:
      'Draw for whom it is, or that it came by this link, into all that is shown; for links to look alone. Drawn in any case where the organisation lays it down.',
  })
  readonly watermark?: boolean | null;

  @Field(() => ClientKeyScalar, { description: KEY })
  readonly key!: string;
}

@InputType({ description: 'What updateShareLink needs; what is left out stays as it is.' })
export class UpdateShareLinkInput {
  @Field(() => ID, { description: 'Id of the link.' })
  readonly linkId!: string;

  @Field(() => [FileRight], { nullable: true, description: RIGHTS })
  readonly rights?: readonly FileRight[] | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it stops being valid; null for never.' })
  readonly expiresAt?: Date | null;

  @Field(() => String, {
    nullable: true,
    description:
      'Another password of 6 to 256 characters, which those who opened it need too; null for none.',
  })
  readonly password?: string | null;

  @Field(() => Int, { nullable: true, description: 'How often it opens; null for any number of times.' })
  readonly maxUses?: number | null;

  @Field(() => Boolean, {
    nullable: true,
    description:
      'Draw for whom it is into all that is shown; ends by itself where it lets people download. Drawn in any case where the organisation lays it down.',
  })
  readonly watermark?: boolean | null;

  @Field(() => Int, { description: VERSION })
  readonly expectedVersion!: number;

  @Field(() => ClientKeyScalar, { description: KEY })
  readonly key!: string;
}

@InputType({ description: 'What revokeShareLink needs.' })
export class RevokeShareLinkInput {
  @Field(() => ID, { description: 'Id of the link.' })
  readonly linkId!: string;

  @Field(() => ClientKeyScalar, { description: KEY })
  readonly key!: string;
}

/** What is asked of links. */
@ArgsType()
export class ShareLinksArgs extends PageArgs {
  @Field(() => Boolean, { nullable: true, description: 'Only those that still work.' })
  readonly liveOnly?: boolean | null;
}

/** What somebody has who opens a link. */
@ArgsType()
export class OpenShareLinkArgs {
  @Field(() => String, { description: 'The secret part of the link.' })
  readonly token!: string;

  @Field(() => String, { nullable: true, description: 'The password.' })
  readonly password?: string | null;

  @Field(() => String, { nullable: true, description: 'What an earlier opening gave, to go on with it.' })
  readonly session?: string | null;

  @Field(() => ID, {
    nullable: true,
    description: 'Something in the folder that it opens; the folder itself when left out.',
  })
  readonly nodeId?: string | null;
}
