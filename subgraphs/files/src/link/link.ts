import { FileKind, DateTimeScalar, Node, SafeIntScalar, connectionOf } from '@parley/kit';
import { Directive, Field, ID, Int, ObjectType } from 'type-graphql';
import { FileRight } from '../node/file-kinds.js';

/** What clients see of a link to a file or folder; those who may share it alone see one. */
@Directive('@key(fields: "id")')
@ObjectType({ implements: [Node], description: 'A link to a file or folder.' })
export class ShareLink {
  @Field(() => ID, { description: 'Global id: opaque, typed, sortable by time.' })
  readonly id!: string;

  @Field(() => [FileRight], { description: 'What it allows.' })
  readonly rights!: readonly FileRight[];

  @Field(() => DateTimeScalar, { description: 'When it was created.' })
  readonly createdAt!: Date;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it stops being valid.' })
  readonly expiresAt!: Date | null;

  @Field(() => Int, { nullable: true, description: 'How often it opens; null for any number of times.' })
  readonly maxUses!: number | null;

  @Field(() => Int, { description: 'How often it was opened.' })
  readonly useCount!: number;

  @Field(() => String, { nullable: true, description: 'For whom, as whoever made it wrote.' })
  readonly recipient!: string | null;

  @Field(() => Boolean, {
    description: 'Whether the organisation lays that down, so that nobody who makes links can leave it out.',
  })
  readonly watermarkByPolicy!: boolean;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it was ended.' })
  readonly revokedAt!: Date | null;

  @Field(() => Int, { description: 'Grows by one with every edit.' })
  readonly version!: number;
}

/** A page of links. */
export const ShareLinkConnection = connectionOf(() => ShareLink, 'ShareLink', 'links');

/** What somebody who opened a link sees of one file or folder, and nothing else of it. */
@ObjectType({ description: 'A file or folder as those see it who opened a link.' })
export class SharedEntry {
  @Field(() => ID, { description: 'Global id: opaque, typed, sortable by time.' })
  readonly id!: string;

  @Field(() => String, { description: 'Its name.' })
  readonly name!: string;

  @Field(() => Boolean, { description: 'Whether it is a folder.' })
  readonly isFolder!: boolean;

  @Field(() => FileKind, { nullable: true, description: 'What kind it is; null for folders.' })
  readonly kind!: FileKind | null;

  @Field(() => String, { nullable: true, description: 'Media type by content; null for folders.' })
  readonly mediaType!: string | null;

  @Field(() => SafeIntScalar, { description: 'Size in bytes; 0 for folders.' })
  readonly size!: number;

  @Field(() => DateTimeScalar, { description: 'When it last changed.' })
  readonly updatedAt!: Date;
}

/** A page of what is in a folder that a link opens. */
export const SharedEntryConnection = connectionOf(() => SharedEntry, 'SharedEntry', 'files and folders');

/** What a link opens. */
@ObjectType({ description: 'What a link opens.' })
export class SharedNode {
  @Field(() => String, { nullable: true, description: 'Its name; null until the password fits.' })
  readonly name!: string | null;

  @Field(() => [FileRight], { description: 'What it allows.' })
  readonly rights!: readonly FileRight[];

  @Field(() => Boolean, { description: 'Whether a password is needed, and was not given yet.' })
  readonly needsPassword!: boolean;

  @Field(() => String, {
    nullable: true,
    description:
      'Goes on with this opening for some hours, without password and without being counted again.',
  })
  readonly session!: string | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When the link stops being valid.' })
  readonly expiresAt!: Date | null;

  @Field(() => String, {
    nullable: true,
    description: 'What is drawn in all that it shows; null where nothing is.',
  })
  readonly watermark!: string | null;

  @Field(() => SharedEntry, { nullable: true, description: 'What it opens; null until the password fits.' })
  readonly entry!: SharedEntry | null;
}
