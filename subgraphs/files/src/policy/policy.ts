import { SafeIntScalar } from '@parley/kit';
import { Field, Int, ObjectType } from 'type-graphql';

/** What may be stored in an organisation. */
@ObjectType({ description: 'What may be stored.' })
export class StoragePolicy {
  @Field(() => SafeIntScalar, { description: 'Largest file in bytes.' })
  readonly maxFileSize!: number;

  @Field(() => [String], {
    description: 'Media types and endings that are allowed, such as image/* and .pdf; empty for everything.',
  })
  readonly allowedTypes!: readonly string[];

  @Field(() => SafeIntScalar, { nullable: true, description: 'Bytes for each person; null for no bound.' })
  readonly personQuota!: number | null;

  @Field(() => SafeIntScalar, { nullable: true, description: 'Bytes for each team; null for no bound.' })
  readonly teamQuota!: number | null;

  @Field(() => Int, { description: 'Days before the trash is emptied.' })
  readonly trashDays!: number;

  @Field(() => Boolean, { description: 'Whether places are taken out of pictures.' })
  readonly stripLocation!: boolean;

  @Field(() => Int, { description: 'Grows by one with every edit; 0 while nobody edited it.' })
  readonly version!: number;
}
