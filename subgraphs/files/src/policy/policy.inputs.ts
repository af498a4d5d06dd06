import { ClientKeyScalar, SafeIntScalar } from '@parley/kit';
import { Field, InputType, Int } from 'type-graphql';

@InputType({ description: 'What setStoragePolicy needs; what is left out stays as it is.' })
export class SetStoragePolicyInput {
  @Field(() => SafeIntScalar, {
    nullable: true,
    description: 'Largest file in bytes; null for what the installation allows, which is never exceeded.',
  })
  readonly maxFileSize?: number | null;

  @Field(() => [String], {
    nullable: true,
    description:
      'Media types and endings that are allowed, such as image/* and .pdf; at most 200, empty for everything, null for what the installation allows.',
  })
  readonly allowedTypes?: readonly string[] | null;

  @Field(() => SafeIntScalar, { nullable: true, description: 'Bytes for each person; null for no bound.' })
  readonly personQuota?: number | null;

  @Field(() => SafeIntScalar, { nullable: true, description: 'Bytes for each team; null for no bound.' })
  readonly teamQuota?: number | null;

  @Field(() => Int, { nullable: true, description: 'Days before the trash is emptied, 1 to 3,650.' })
  readonly trashDays?: number | null;

  @Field(() => Boolean, { nullable: true, description: 'Whether places are taken out of pictures.' })
  readonly stripLocation?: boolean | null;

  @Field(() => Int, { description: 'The version that was read: another one answers CONFLICT.' })
  readonly expectedVersion!: number;

  @Field(() => ClientKeyScalar, { description: 'Client-chosen key: the same key gives the same answer.' })
  readonly key!: string;
}
