import { FileKind, ClientKeyScalar, DateTimeScalar, EncryptionMode } from '@parley/kit';
import { Field, ID, InputType, Int, registerEnumType } from 'type-graphql';

const KEY = 'Client-chosen key: the same key gives the same answer.';
const VERSION = 'The version that was read: another one answers CONFLICT.';

/** What files can be ordered by. */
export const FileOrderField = {
  NAME: 'NAME',
  SIZE: 'SIZE',
  UPDATED_AT: 'UPDATED_AT',
  KIND: 'KIND',
} as const;
export type FileOrderField = (typeof FileOrderField)[keyof typeof FileOrderField];

registerEnumType(FileOrderField, {
  name: 'FileOrderField',
  description: 'What files can be ordered by; folders come first whatever it is.',
  valuesConfig: {
    NAME: { description: 'Name; numbers in it by what they are worth.' },
    SIZE: { description: 'Size.' },
    UPDATED_AT: { description: 'Last change.' },
    KIND: { description: 'Kind, then name.' },
  },
});

/** Up or down. */
export const SortDirection = { ASCENDING: 'ASCENDING', DESCENDING: 'DESCENDING' } as const;
export type SortDirection = (typeof SortDirection)[keyof typeof SortDirection];

registerEnumType(SortDirection, {
  name: 'SortDirection',
  description: 'Up or down.',
  valuesConfig: {
    ASCENDING: { description: 'Smallest or oldest first.' },
    DESCENDING: { description: 'Largest or newest first.' },
  },
});

@InputType({ description: 'In which order.' })
export class FileOrderInput {
  @Field(() => FileOrderField, { description: 'By what.' })
  readonly by!: FileOrderField;

  @Field(() => SortDirection, { description: 'Up or down.' })
  readonly direction!: SortDirection;
}

@InputType({ description: 'Which files; all that is given has to fit.' })
export class FileFilterInput {
  @Field(() => String, { nullable: true, description: 'Part of the name.' })
  readonly text?: string | null;

  @Field(() => [FileKind], { nullable: true, description: 'Only files of these kinds.' })
  readonly kinds?: readonly FileKind[] | null;

  @Field(() => [String], { nullable: true, description: 'With all these tags.' })
  readonly tags?: readonly string[] | null;

  @Field(() => ID, { nullable: true, description: 'Id of the owner.' })
  readonly ownerId?: string | null;

  @Field(() => ID, { nullable: true, description: 'Id of a folder that it stands in, however deep.' })
  readonly folderId?: string | null;

  @Field(() => ID, { nullable: true, description: 'Id of the channel that it was sent to.' })
  readonly channelId?: string | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'Changed at this time or later.' })
  readonly from?: Date | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'Changed before this time.' })
  readonly to?: Date | null;
}

@InputType({ description: 'What createFolder needs.' })
export class CreateFolderInput {
  @Field(() => String, { description: 'Its name.' })
  readonly name!: string;

  @Field(() => ID, { nullable: true, description: "Id of the folder above; the viewer's own when left out." })
  readonly parentId?: string | null;

  @Field(() => EncryptionMode, {
    nullable: true,
    description: 'Who holds the keys; the server when left out.',
  })
  readonly encryption?: EncryptionMode | null;

  @Field(() => ClientKeyScalar, { description: KEY })
  readonly key!: string;
}

@InputType({ description: 'What updateFolder needs; what is left out stays as it is.' })
export class UpdateFolderInput {
  @Field(() => ID, { description: 'Id of the folder.' })
  readonly folderId!: string;

  @Field(() => String, { nullable: true, description: 'Its name.' })
  readonly name?: string | null;

  @Field(() => ID, { nullable: true, description: 'Id of the folder that it goes to.' })
  readonly parentId?: string | null;

  @Field(() => Int, { description: VERSION })
  readonly expectedVersion!: number;

  @Field(() => ClientKeyScalar, { description: KEY })
  readonly key!: string;
}

@InputType({ description: 'What updateFile needs; what is left out stays as it is.' })
export class UpdateFileInput {
  @Field(() => ID, { description: 'Id of the file.' })
  readonly fileId!: string;

  @Field(() => String, { nullable: true, description: 'Its name.' })
  readonly name?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'What it is about, at most 4,000 characters; null for nothing.',
  })
  readonly description?: string | null;

  @Field(() => [String], {
    nullable: true,
    description: 'Words to find it by: at most 50, of at most 50 characters each.',
  })
  readonly tags?: readonly string[] | null;

  @Field(() => ID, { nullable: true, description: 'Id of the folder that it goes to.' })
  readonly folderId?: string | null;

  @Field(() => Int, { description: VERSION })
  readonly expectedVersion!: number;

  @Field(() => ClientKeyScalar, { description: KEY })
  readonly key!: string;
}
