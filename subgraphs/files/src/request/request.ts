import { DateTimeScalar, LiveEvent, Node, SafeIntScalar, connectionOf } from '@parley/kit';
import { Directive, Field, ID, Int, ObjectType } from 'type-graphql';
import type { NodeLog } from '../events.js';
import { FileEvent } from '../live/stream-events.js';

/** What clients see of a request for files; those who may share its folder see one. */
@Directive('@key(fields: "id")')
@ObjectType({ implements: [Node], description: 'Asks others to upload, without seeing each other.' })
export class FileRequest {
  @Field(() => ID, { description: 'Global id: opaque, typed, sortable by time.' })
  readonly id!: string;

  @Field(() => String, { description: 'Its title, as those read it who are asked.' })
  readonly title!: string;

  @Field(() => String, { nullable: true, description: 'What is asked for, in words for people.' })
  readonly note!: string | null;

  @Field(() => DateTimeScalar, { description: 'When it was created.' })
  readonly createdAt!: Date;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it stops being valid.' })
  readonly expiresAt!: Date | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it was closed.' })
  readonly closedAt!: Date | null;

  @Field(() => Int, { nullable: true, description: 'How many files it takes; null for any number.' })
  readonly maxFiles!: number | null;

  @Field(() => [String], {
    description: 'Media types and endings that it takes, such as image/* and .pdf; empty for everything.',
  })
  readonly allowedTypes!: readonly string[];

  @Field(() => Int, { description: 'How many files came.' })
  readonly receivedCount!: number;

  @Field(() => Int, { description: 'Grows by one with every edit.' })
  readonly version!: number;
}

/** A page of requests. */
export const FileRequestConnection = connectionOf(() => FileRequest, 'FileRequest', 'requests');

/** A file that came by a request. */
@ObjectType({ description: 'A file that came by a request, and who sent it.' })
export class ReceivedFile {
  @Field(() => String, {
    nullable: true,
    description: 'What whoever sent it calls themselves; nobody checked it. Null for people who signed in.',
  })
  readonly senderName!: string | null;

  @Field(() => DateTimeScalar, { description: 'When it had arrived.' })
  readonly at!: Date;
}

/** A page of what came by a request. */
export const ReceivedFileConnection = connectionOf(() => ReceivedFile, 'ReceivedFile', 'files that came');

/** What a request says to those who have its link, and nothing else. */
@ObjectType({ description: 'What a request for files asks for, as those see it who have its link.' })
export class RequestedFiles {
  @Field(() => String, { description: 'Its title.' })
  readonly title!: string;

  @Field(() => String, { nullable: true, description: 'What is asked for.' })
  readonly note!: string | null;

  @Field(() => String, { nullable: true, description: 'Who asks.' })
  readonly askedBy!: string | null;

  @Field(() => Boolean, { description: 'Whether it still takes files.' })
  readonly isOpen!: boolean;

  @Field(() => DateTimeScalar, { nullable: true, description: 'Until when files can be begun to be sent.' })
  readonly expiresAt!: Date | null;

  @Field(() => SafeIntScalar, { description: 'Largest file in bytes.' })
  readonly maxFileSize!: number;

  @Field(() => [String], { description: 'Media types and endings that are taken; empty for everything.' })
  readonly allowedTypes!: readonly string[];

  @Field(() => Int, { nullable: true, description: 'How many more files are taken; null for any number.' })
  readonly remainingCount!: number | null;
}

@ObjectType({
  implements: [LiveEvent, FileEvent],
  description: 'A request for files into this folder began or ended, or something came by it.',
})
export class FileRequestChanged extends FileEvent {
  readonly data!: NodeLog['fileRequestChanged']; // for requestId() and request()
}
