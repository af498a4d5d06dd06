import { DateTimeScalar, Node, connectionOf } from '@parley/kit';
import { Directive, Field, Float, ID, ObjectType } from 'type-graphql';
import { ConsentState, RecordingState } from './recording-state.js';

@ObjectType({ description: 'A part of a recording.' })
export class Chapter {
  @Field(() => String, { description: 'Its title.' })
  readonly title!: string;

  @Field(() => Float, { description: 'Where it begins.' })
  readonly startSeconds!: number;
}

/** A file of files', as a recording names it. */
@Directive('@key(fields: "id", resolvable: false)')
@ObjectType({ description: 'A file; its bytes are in versions.' })
export class File {
  @Field(() => ID, { description: 'Global id: opaque, typed, sortable by time.' })
  readonly id!: string;
}

@Directive('@key(fields: "id")')
@ObjectType({
  implements: [Node],
  description: 'A recording: what is known about it, and its file once there is one.',
})
export class Recording extends Node {
  readonly meetingId!: string; // for meeting()
  readonly startedById!: string; // for startedBy()
  readonly fileId!: string | null; // for file()

  @Field(() => RecordingState, { description: 'Where it stands.' })
  readonly state!: RecordingState;

  @Field(() => DateTimeScalar, { description: 'When everybody was asked.' })
  readonly askedAt!: Date;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'When it began, after everybody had answered.',
  })
  readonly startedAt!: Date | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it was stopped.' })
  readonly stoppedAt!: Date | null;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description:
      'When the media server that wrote it was lost last: it goes on in the same film, with those who agreed and are back.',
  })
  readonly interruptedAt!: Date | null;

  @Field(() => [Chapter], { description: 'Its parts; at most 200. They are in its file as well.' })
  readonly chapters!: readonly Chapter[];

  @Field(() => String, { nullable: true, description: 'Why it failed, in a sentence.' })
  readonly failedBecause!: string | null;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'When it is removed with its file; null while it runs.',
  })
  readonly expiresAt!: Date | null;
}

export const RecordingConnection = connectionOf(() => Recording, 'Recording', 'recordings');

@Directive('@key(fields: "id")')
@ObjectType({
  implements: [Node],
  description: 'What a person agreed to, for one purpose and one thing; nothing that needs it starts before.',
})
export class Consent extends Node {
  readonly recordingId!: string; // for recording()
  readonly participantId!: string; // for participant()
  readonly personId!: string; // for person()

  @Field(() => ConsentState, { description: 'Where it stands.' })
  readonly state!: ConsentState;

  @Field(() => DateTimeScalar, { description: 'When it was asked for.' })
  readonly askedAt!: Date;

  @Field(() => DateTimeScalar, { description: 'Until when an answer is waited for; silence means no.' })
  readonly asksUntil!: Date;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it was answered.' })
  readonly answeredAt!: Date | null;
}
