import { Field, Float, ID, InputType, Int } from 'type-graphql';
import { AttachmentRole } from './attachment.js';

@InputType({
  description: 'What the device that sends a sound or film measured of it, for showing it before it plays.',
})
export class AttachmentMeasuresInput {
  @Field(() => Int, { nullable: true, description: 'In pixels.' })
  readonly width?: number | null;

  @Field(() => Int, { nullable: true, description: 'In pixels.' })
  readonly height?: number | null;

  @Field(() => Float, { nullable: true, description: 'How long it is, in seconds.' })
  readonly durationSeconds?: number | null;

  @Field(() => [Float], { nullable: true, description: 'Heights of the sound, 0 to 1; at most 100.' })
  readonly waveform?: readonly number[] | null;
}

@InputType({ description: 'A file in a message.' })
export class AttachmentInput {
  @Field(() => ID, {
    description:
      'Id of the file: one that was sent by the viewer, or that those who read the channel have. Files are sent by startUpload with a channelId; of those sent by POST /files, which is deprecated, one that they may read.',
  })
  readonly fileId!: string;

  @Field(() => String, { nullable: true, description: 'Words under it, at most 1,000 characters.' })
  readonly caption?: string | null;

  @Field(() => AttachmentRole, {
    nullable: true,
    description: 'How it is shown; by what it holds when left out.',
  })
  readonly role?: AttachmentRole | null;

  @Field(() => AttachmentMeasuresInput, {
    nullable: true,
    description: 'What was measured of it; what is read from the file itself wins.',
  })
  readonly measures?: AttachmentMeasuresInput | null;
}
