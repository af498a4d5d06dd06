import { DateTimeScalar, Node, SafeIntScalar, UrlScalar } from '@parley/kit';
import { Directive, Field, ID, ObjectType, registerEnumType } from 'type-graphql';

/** Where an upload stands. */
export const UploadState = {
  RECEIVING: 'RECEIVING',
  CHECKING: 'CHECKING',
  DONE: 'DONE',
  REFUSED: 'REFUSED',
  EXPIRED: 'EXPIRED',
} as const;
export type UploadState = (typeof UploadState)[keyof typeof UploadState];

registerEnumType(UploadState, {
  name: 'UploadState',
  description: 'Where an upload stands.',
  valuesConfig: {
    RECEIVING: { description: 'Bytes arrive.' },
    CHECKING: { description: 'All bytes arrived; they are compared and put in their place.' },
    DONE: { description: 'It is a file.' },
    REFUSED: { description: 'Not allowed, or not what was announced; nothing of it is kept.' },
    EXPIRED: { description: 'Given up, or left for too long; nothing of it is kept.' },
  },
});

/** Bytes on their way. */
@Directive('@key(fields: "id")')
@ObjectType({ implements: Node, description: 'Bytes on their way.' })
export class Upload implements Node {
  readonly id!: string;

  @Field(() => String, { description: 'Its name.' })
  readonly name!: string;

  @Field(() => SafeIntScalar, { description: 'Size in bytes.' })
  readonly size!: number;

  @Field(() => SafeIntScalar, { description: 'Bytes that arrived and are kept, whatever happens.' })
  readonly receivedBytes!: number;

  @Field(() => UploadState, { description: 'Where it stands.' })
  readonly state!: UploadState;

  @Field(() => UrlScalar, { description: 'Where to send bytes, tus 1.0.' })
  readonly url!: string;

  @Field(() => DateTimeScalar, { description: 'When it stops being valid.' })
  readonly expiresAt!: Date;

  @Field(() => String, { nullable: true, description: 'Why it was refused.' })
  readonly refusedBecause!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'What whoever sends it by a request calls themselves; nobody checked it.',
  })
  readonly senderName!: string | null;

  readonly personId!: string | null;
  readonly fileId!: string | null;
}

/** How far an upload is; ephemeral. */
@ObjectType({ description: 'How far an upload is.' })
export class UploadSignal {
  @Field(() => DateTimeScalar, { description: 'When it happened.' })
  readonly at!: Date;

  @Field(() => ID, { description: 'Id of the upload.' })
  readonly uploadId!: string;

  @Field(() => SafeIntScalar, { description: 'Bytes that arrived.' })
  readonly receivedBytes!: number;

  @Field(() => UploadState, { description: 'Where it stands.' })
  readonly state!: UploadState;
}
