import { ClientKeyScalar, DateTimeScalar } from '@parley/kit';
import { Field, ID, InputType } from 'type-graphql';

const KEY = 'Client-chosen key: the same key gives the same answer.';

@InputType({ description: 'What restoreFileVersion needs.' })
export class RestoreFileVersionInput {
  @Field(() => ID, { description: 'Id of the version.' })
  readonly versionId!: string;

  @Field(() => ClientKeyScalar, { description: KEY })
  readonly key!: string;
}

@InputType({ description: 'What lockFile needs.' })
export class LockFileInput {
  @Field(() => ID, { description: 'Id of the file.' })
  readonly fileId!: string;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'Until when, at most 30 days from now; a day when left out.',
  })
  readonly until?: Date | null;

  @Field(() => ClientKeyScalar, { description: KEY })
  readonly key!: string;
}

@InputType({ description: 'What unlockFile needs.' })
export class UnlockFileInput {
  @Field(() => ID, { description: 'Id of the file.' })
  readonly fileId!: string;

  @Field(() => ClientKeyScalar, { description: KEY })
  readonly key!: string;
}
