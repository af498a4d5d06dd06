import type { GraphQLFormattedError } from 'graphql';
import type { RequestContext } from './context.js';
import { AppError, forbidden, invalid } from './errors.js';
import { asGraphQLError, maskError } from './execute.js';
import { mayChange } from './viewer.js';

/** The most bytes that travel between the gateway and a subgraph at a time; one piece of a file. */
export const PIECE_BYTES = 524_288;

/** A file that somebody is about to send. */
export interface NewUpload {
  readonly name: string;
  /** As whoever sends it names it: a hint, never believed. */
  readonly mediaType: string;
  /** In bytes, where it was announced. */
  readonly size: number | null;
  /** Client-chosen: the same key gives the same file. */
  readonly key: string;
}

/** An upload that began. */
export interface BegunUpload {
  readonly uploadId: string;
  /** The file, where this key sent it before: then nothing is to be sent. */
  readonly file: object | null;
}

/** What can be downloaded, for one who may. */
export interface BytesDescription {
  readonly size: number;
  readonly mediaType: string;
  readonly name: string;
  /** Changes with the content. */
  readonly etag: string;
  /** Whether browsers may show it in place; else it is only ever saved. */
  readonly inline: boolean;
}

/** Where a piece begins, in bytes. */
export interface PiecePlace {
  readonly id: string;
  readonly from: number;
}

/**
 * How a subgraph takes and gives bytes: piece by piece, each asked for and authorised by itself, so that nobody holds a
 * whole file or a connection for its length, and any replica may answer.
 */
export interface BytesDoor<C extends RequestContext = RequestContext> {
  begin(ctx: C, upload: NewUpload): Promise<BegunUpload>;
  append(ctx: C, place: PiecePlace, bytes: Buffer): Promise<void>;
  /** @returns the file, as whoever sent it is told */
  finish(ctx: C, uploadId: string): Promise<object>;
  describe(ctx: C, id: string): Promise<BytesDescription>;
  read(ctx: C, place: PiecePlace, length: number): Promise<Buffer>;
}

/** One thing that is asked of a BytesDoor. */
export type BytesRequest =
  | { readonly op: 'begin'; readonly upload: NewUpload }
  | { readonly op: 'append'; readonly place: PiecePlace }
  | { readonly op: 'finish'; readonly uploadId: string }
  | { readonly op: 'describe'; readonly id: string }
  | { readonly op: 'read'; readonly place: PiecePlace; readonly length: number };

/** What is answered: a value or bytes, or a refusal. */
export interface BytesAnswer {
  readonly value?: object;
  readonly error?: GraphQLFormattedError;
  readonly bytes: Buffer;
}

const NOTHING = Buffer.alloc(0);

/** A head and bytes as one body, over which a proof can be made: the head's length, the head as JSON, the bytes. */
export function packBytes(head: object, bytes: Buffer): Buffer {
  const text = Buffer.from(JSON.stringify(head));
  const length = Buffer.alloc(4);
  length.writeUInt32BE(text.length);
  return Buffer.concat([length, text, bytes]);
}

/** @throws AppError INVALID when it is no such body */
export function unpackBytes(body: Buffer): { readonly head: object; readonly bytes: Buffer } {
  const length = body.length < 4 ? 0 : body.readUInt32BE();
  if (length === 0 || length > body.length - 4) throw invalid('body', 'The body is not whole');
  return {
    head: JSON.parse(body.toString('utf8', 4, 4 + length)) as object,
    bytes: body.subarray(4 + length),
  };
}

/** Answers one thing. Never rejects: faults are refusals in the answer, masked where unforeseen. */
export async function answerBytes(
  door: BytesDoor | null,
  ctx: RequestContext,
  request: BytesRequest,
  bytes: Buffer,
): Promise<BytesAnswer> {
  try {
    if (!door) throw new AppError('NOT_FOUND', 'There are no files here');
    return await answer(door, ctx, request, bytes);
  } catch (error) {
    // Every refusal arrives here; what is none is logged and masked, as for GraphQL.
    const { message, extensions } = maskError(asGraphQLError(error), ctx.caller, ctx.subgraph);
    return { error: { message, extensions }, bytes: NOTHING };
  }
}

async function answer(
  door: BytesDoor,
  ctx: RequestContext,
  request: BytesRequest,
  bytes: Buffer,
): Promise<BytesAnswer> {
  switch (request.op) {
    case 'begin':
      refuseReader(ctx);
      return { value: await door.begin(ctx, request.upload), bytes: NOTHING };
    case 'append':
      refuseReader(ctx);
      await door.append(ctx, request.place, bytes);
      return { bytes: NOTHING };
    case 'finish':
      refuseReader(ctx);
      return { value: await door.finish(ctx, request.uploadId), bytes: NOTHING };
    case 'describe':
      return { value: await door.describe(ctx, request.id), bytes: NOTHING };
    case 'read':
      return { bytes: await door.read(ctx, request.place, Math.min(request.length, PIECE_BYTES)) };
  }
}

function refuseReader(ctx: RequestContext): void {
  if (!mayChange(ctx.viewer)) throw forbidden('This API token may only read; it lacks the scope WRITE');
}
