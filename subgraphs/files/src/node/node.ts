import {
  DateTimeScalar,
  Encryptable,
  EncryptionMode,
  Followable,
  Node,
  connectionOf,
  isId,
  unionConnectionOf,
} from '@parley/kit';
import { Directive, Field, Float, ID, InterfaceType, Int, ObjectType, createUnionType } from 'type-graphql';
import { Residential } from '../person/user.js';
import { Guarded } from '../why/explanation.js';

/** Something that search finds. */
@InterfaceType({ autoRegisterImplementations: false, description: 'Something that search finds.' })
export abstract class Searchable {
  @Field(() => ID, { description: 'Global id: opaque, typed, sortable by time.' })
  readonly id!: string;
}

/**
 * What clients see of a folder. Whoever holds one was let in by accessNode() or by something inside of it; where it
 * stands and what stands in it is asked for on behalf of whoever asks.
 */
@Directive('@key(fields: "id")')
@ObjectType({
  implements: [Node, Guarded, Residential, Followable, Encryptable],
  description: 'A place for files.',
})
export class Folder {
  readonly id!: string;

  @Field(() => String, { description: 'Its name.' })
  readonly name!: string;

  @Field(() => Int, { description: 'Grows by one with every edit.' })
  readonly version!: number;

  @Field(() => DateTimeScalar, { description: 'When it last changed.' })
  readonly updatedAt!: Date;

  @Field(() => EncryptionMode, { description: 'Who holds the keys.' })
  readonly encryption!: EncryptionMode;
}

/** What was read from a file, or measured by the device that sent it. */
@Directive('@shareable')
@ObjectType({ description: 'What was read from a file, or measured by the device that sent it.' })
export class FileMetadata {
  @Field(() => Int, { nullable: true, description: 'In pixels; null for what is no picture or film.' })
  readonly width!: number | null;

  @Field(() => Int, { nullable: true, description: 'In pixels; null for what is no picture or film.' })
  readonly height!: number | null;

  @Field(() => Float, {
    nullable: true,
    description: 'How long a sound or film is, in seconds; null where nobody knows.',
  })
  readonly durationSeconds!: number | null;

  @Field(() => Int, { nullable: true, description: 'How many pages; null for what has none.' })
  readonly pageCount!: number | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When a picture was taken.' })
  readonly takenAt!: Date | null;

  @Field(() => [Float], {
    nullable: true,
    description: 'At most a hundred heights, 0 to 1, of a sound; null for everything else.',
  })
  readonly waveform!: readonly number[] | null;
}

/** What clients see of a file; the same as for folders. */
@Directive('@key(fields: "id")')
@Directive('@shareable')
@ObjectType({
  implements: [Node, Guarded, Residential, Searchable, Followable],
  description: 'A file; its bytes are in versions.',
})
export class File {
  readonly id!: string;

  @Field(() => String, { description: 'Its name, with nothing in it that could be mistaken for a path.' })
  readonly name!: string;

  @Field(() => String, { nullable: true, description: 'What it is about.' })
  readonly description!: string | null;

  @Field(() => Int, { description: 'Grows by one with every edit.' })
  readonly version!: number;

  @Field(() => [String], { description: 'Words to find it by; at most 50.' })
  readonly tags!: readonly string[];

  @Field(() => DateTimeScalar, { description: 'When it was created.' })
  readonly createdAt!: Date;

  @Field(() => DateTimeScalar, { description: 'When it last changed.' })
  readonly updatedAt!: Date;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it went to the trash.' })
  readonly trashedAt!: Date | null;
}

/** A file or a folder. */
export const FileNode = createUnionType({
  name: 'FileNode',
  description: 'A file or a folder.',
  types: () => [File, Folder] as const,
  resolveType: ({ id }) => (isId('folder', id) ? 'Folder' : 'File'),
});

/** A page of files. */
export const FileConnection = connectionOf(() => File, 'File', 'files');

/** A page of files and folders. */
export const FileNodeConnection = unionConnectionOf(() => FileNode, 'FileNode', 'files and folders');
