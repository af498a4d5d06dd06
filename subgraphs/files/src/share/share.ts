import { DateTimeScalar, Node, connectionOf } from '@parley/kit';
import { Directive, Field, ID, Int, ObjectType } from 'type-graphql';
import { FileRight } from '../node/file-kinds.js';

/** What clients see of a share: somebody's access to a file or folder. */
@Directive('@key(fields: "id")')
@ObjectType({ implements: [Node], description: "Somebody's access to a file or folder." })
export class Share {
  @Field(() => ID, { description: 'Global id: opaque, typed, sortable by time.' })
  readonly id!: string;

  @Field(() => [FileRight], { description: 'What they may do.' })
  readonly rights!: readonly FileRight[];

  @Field(() => String, { nullable: true, description: 'Words that went with it.' })
  readonly message!: string | null;

  @Field(() => DateTimeScalar, { description: 'When it was created.' })
  readonly createdAt!: Date;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it stops being valid.' })
  readonly expiresAt!: Date | null;

  @Field(() => Boolean, {
    description: 'Whether the organisation lays that down, so that nobody who shares it can leave it out.',
  })
  readonly watermarkByPolicy!: boolean;

  @Field(() => Int, { description: 'Grows by one with every edit.' })
  readonly version!: number;
}

/** A page of shares. */
export const ShareConnection = connectionOf(() => Share, 'Share', 'shares');
