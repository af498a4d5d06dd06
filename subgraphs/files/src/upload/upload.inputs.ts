import { ClientKeyScalar, SafeIntScalar } from '@parley/kit';
import { Field, ID, InputType } from 'type-graphql';

/** What startUpload needs. */
@InputType({ description: 'What startUpload needs.' })
export class StartUploadInput {
  @Field(() => String, { description: 'Its name.' })
  readonly name!: string;

  @Field(() => SafeIntScalar, { description: 'Size in bytes.' })
  readonly size!: number;

  @Field(() => ID, {
    nullable: true,
    description: 'Id of the folder; the viewer’s own folder where no place is named.',
  })
  readonly folderId?: string | null;

  @Field(() => ID, {
    nullable: true,
    description: 'Id of the channel that it is sent to; others see it there once a message shows it.',
  })
  readonly channelId?: string | null;

  @Field(() => ID, { nullable: true, description: 'Id of the file that it is a new version of.' })
  readonly replacesFileId?: string | null;

  @Field(() => ID, {
    nullable: true,
    description: 'Id of the file request that it answers, for those who see that; it goes into its folder.',
  })
  readonly requestId?: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      'The secret part of the link of a file request: with it anybody sends, with or without an account.',
  })
  readonly requestToken?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'With requestToken, what whoever sends it calls themselves; 1 to 200 characters.',
  })
  readonly senderName?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Type that the client believes, checked again by content.',
  })
  readonly mediaType?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'SHA-256 in hexadecimal, if known: what arrives is compared with it.',
  })
  readonly sha256?: string | null;

  @Field(() => ClientKeyScalar, { description: 'Client-chosen key: the same key gives the same answer.' })
  readonly key!: string;
}

/** What cancelUpload needs. */
@InputType({ description: 'What cancelUpload needs.' })
export class CancelUploadInput {
  @Field(() => ID, { description: 'Id of the upload.' })
  readonly uploadId!: string;

  @Field(() => ClientKeyScalar, { description: 'Client-chosen key: the same key gives the same answer.' })
  readonly key!: string;
}
