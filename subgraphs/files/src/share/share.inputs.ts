import { ClientKeyScalar, DateTimeScalar } from '@parley/kit';
import { Field, ID, InputType, Int } from 'type-graphql';
import { FileRight } from '../node/file-kinds.js';

const KEY = 'Client-chosen key: the same key gives the same answer.';
const VERSION = 'The version that was read: another one answers CONFLICT.';

@InputType({ description: 'What share needs.' })
export class ShareInput {
  @Field(() => ID, { description: 'Id of the file or folder.' })
  readonly nodeId!: string;

  @Field(() => ID, {
    description:
      'Id of a person, team, department, role, channel or guest pass, or of the organisation for everybody in it.',
  })
  readonly granteeId!: string;

  @Field(() => [FileRight], { description: 'What they may do; nothing that the viewer may not.' })
  readonly rights!: readonly FileRight[];

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: "When it stops being valid; never, or with the viewer's own right, when left out.",
  })
  readonly expiresAt?: Date | null;

  @Field(() => String, { nullable: true, description: 'Words to go with it, at most 1,000 characters.' })
  readonly message?: string | null;

  @Field(() => Boolean, {
    nullable: true,
    description:
      'Draw the name of whoever looks into all that they are shown; for those who only look or comment. Drawn in any case where the organisation lays it down.',
  })
  readonly watermark?: boolean | null;

  @Field(() => ClientKeyScalar, { description: KEY })
  readonly key!: string;
}

@InputType({ description: 'What updateShare needs; what is left out stays as it is.' })
export class UpdateShareInput {
  @Field(() => ID, { description: 'Id of the share.' })
  readonly shareId!: string;

  @Field(() => [FileRight], { nullable: true, description: 'What they may do.' })
  readonly rights?: readonly FileRight[] | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it stops being valid; null for never.' })
  readonly expiresAt?: Date | null;

  @Field(() => Boolean, {
    nullable: true,
    description:
      'Draw the name of whoever looks into all that they are shown; ends by itself with rights to do more, never where the organisation lays it down.',
  })
  readonly watermark?: boolean | null;

  @Field(() => Int, { description: VERSION })
  readonly expectedVersion!: number;

  @Field(() => ClientKeyScalar, { description: KEY })
  readonly key!: string;
}

@InputType({ description: 'What revokeShare needs.' })
export class RevokeShareInput {
  @Field(() => ID, { description: 'Id of the share.' })
  readonly shareId!: string;

  @Field(() => ClientKeyScalar, { description: KEY })
  readonly key!: string;
}
