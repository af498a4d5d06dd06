import { DateTimeScalar, FileKind, RenditionKind, SafeIntScalar, ScanState, UrlScalar } from '@parley/kit';
import { Directive, Field, Float, ID, Int, ObjectType, registerEnumType } from 'type-graphql';

/** How a file in a message is shown. */
export const AttachmentRole = { INLINE: 'INLINE', VOICE: 'VOICE', ATTACHED: 'ATTACHED' } as const;
export type AttachmentRole = (typeof AttachmentRole)[keyof typeof AttachmentRole];

registerEnumType(AttachmentRole, {
  name: 'AttachmentRole',
  description: 'How a file in a message is shown.',
  valuesConfig: {
    INLINE: { description: 'As a picture, film or sound.' },
    VOICE: { description: 'As a voice message.' },
    ATTACHED: { description: 'As a card.' },
  },
});

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

  @Field(() => [Float], {
    nullable: true,
    description: 'At most a hundred heights, 0 to 1, of a sound; null for everything else.',
  })
  readonly waveform!: readonly number[] | null;
}

/** Something that files made of a file. */
@Directive('@shareable')
@ObjectType({ description: 'Something that was made from a file, to be looked at.' })
export class Rendition {
  @Field(() => RenditionKind, { description: 'What kind it is.' })
  readonly kind!: RenditionKind;

  @Field(() => UrlScalar, { description: 'Where it is; the right is checked on every request.' })
  readonly url!: string;

  @Field(() => Int, { nullable: true, description: 'In pixels.' })
  readonly width!: number | null;

  @Field(() => Int, { nullable: true, description: 'In pixels.' })
  readonly height!: number | null;

  @Field(() => Int, { nullable: true, description: 'Of which page; null for the whole.' })
  readonly page!: number | null;

  @Field(() => Boolean, { description: 'Whether it is made; what is not yet will be told of by fileEvents.' })
  readonly ready!: boolean;
}

/**
 * A file of files', as a message shows it: what stands on the message, so that a page of a channel asks nobody else. It is
 * read by its id, and whatever else there is of it, from files.
 */
@Directive('@key(fields: "id", resolvable: false)')
@Directive('@shareable')
@ObjectType({ description: 'A file; its bytes are in versions.' })
export class File {
  @Field(() => ID, { description: 'Global id: opaque, typed, sortable by time.' })
  readonly id!: string;

  @Field(() => String, { description: 'Its name, with nothing in it that could be mistaken for a path.' })
  readonly name!: string;

  @Field(() => FileKind, { description: 'What kind it is.' })
  readonly kind!: FileKind;

  @Field(() => String, { description: 'Media type, by content and name together.' })
  readonly mediaType!: string;

  @Field(() => SafeIntScalar, { description: 'Size in bytes.' })
  readonly size!: number;

  @Field(() => DateTimeScalar, { description: 'When it was sent.' })
  readonly createdAt!: Date;

  @Field(() => FileMetadata, { description: 'What was read from it.' })
  readonly metadata!: FileMetadata;

  @Field(() => ScanState, { description: 'Whether it is clean; nothing is downloadable before.' })
  readonly scan!: ScanState;

  @Field(() => [Rendition], { description: 'Thumbnails and previews; at most 20.' })
  readonly renditions!: readonly Rendition[];

  readonly ownerId!: string | null; // for owner()
  readonly isLinked!: boolean; // for url()
}

/** A file in a message. */
@ObjectType({ description: 'A file in a message.' })
export class Attachment {
  @Field(() => File, { nullable: true, description: 'The file; null when not readable.' })
  readonly file!: File | null;

  @Field(() => String, { nullable: true, description: 'Words under it.' })
  readonly caption!: string | null;

  @Field(() => AttachmentRole, { description: 'How it is shown.' })
  readonly role!: AttachmentRole;

  @Field(() => Boolean, {
    description:
      'Whether those who read the message have the file: a moment after it was sent, if its sender may give it; channelEvents tells of it.',
  })
  readonly ready!: boolean;
}
