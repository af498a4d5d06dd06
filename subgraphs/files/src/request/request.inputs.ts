import { ClientKeyScalar, DateTimeScalar, PageArgs, SafeIntScalar } from '@parley/kit';
import { ArgsType, Field, ID, InputType, Int } from 'type-graphql';

const KEY = 'Client-chosen key: the same key gives the same answer.';

@InputType({ description: 'What createFileRequest needs.' })
export class CreateFileRequestInput {
  @Field(() => ID, { description: 'Id of the folder.' })
  readonly folderId!: string;

  @Field(() => String, { description: 'Its title, 1 to 200 characters.' })
  readonly title!: string;

  @Field(() => String, { nullable: true, description: 'What is asked for; at most 2,000 characters.' })
  readonly note?: string | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it stops being valid.' })
  readonly expiresAt?: Date | null;

  @Field(() => Int, { nullable: true, description: 'How many files at most, 1 to 10,000.' })
  readonly maxFiles?: number | null;

  @Field(() => SafeIntScalar, {
    nullable: true,
    description: 'Largest file in bytes; never more than the organisation takes.',
  })
  readonly maxFileSize?: number | null;

  @Field(() => [String], {
    nullable: true,
    description: 'Media types and endings that it takes, such as image/* and .pdf; everything when left out.',
  })
  readonly allowedTypes?: readonly string[] | null;

  @Field(() => ClientKeyScalar, { description: KEY })
  readonly key!: string;
}

@InputType({ description: 'What closeFileRequest needs.' })
export class CloseFileRequestInput {
  @Field(() => ID, { description: 'Id of the request.' })
  readonly requestId!: string;

  @Field(() => ClientKeyScalar, { description: KEY })
  readonly key!: string;
}

/** What is asked of requests. */
@ArgsType()
export class FileRequestsArgs extends PageArgs {
  @Field(() => Boolean, { nullable: true, description: 'Only those that still take files.' })
  readonly openOnly?: boolean | null;
}
