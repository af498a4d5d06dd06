import { MOST_QUESTION_BYTES } from './execute.js';
import { FrameError, frameKinds, newFrame } from './wire-frames.js';

/** The path that a gateway asks to be upgraded, and the protocol's name (RFC 9110, 7.8). */
export const WIRE_PATH = '/wire';
export const WIRE_PROTOCOL = 'parley-wire/1';

/** A question to a subgraph: GraphQL over HTTP's JSON, and the gateway's word for it. */
export interface WireQuestion {
  readonly proof: string;
  readonly body: Buffer;
}

/** An answer: a status as HTTP has it, and the text. */
export interface WireAnswer {
  readonly status: number;
  /** The text is exactly `{"data":…}`. */
  readonly isPlain: boolean;
  readonly text: string;
}

const PROOF_LENGTH_BYTES = 2;
const MOST_PROOF_LENGTH = 65_535;
const ANSWER_HEAD_BYTES = 3;
/** More than stands around a proof and a body. */
const WIRE_OVERHEAD_BYTES = 32;
const PLAIN = 1;

/** Whether it fits a wire: one that does not would cost all others on it theirs. */
export const fitsWire = ({ proof, body }: WireQuestion): boolean =>
  proof.length <= MOST_PROOF_LENGTH &&
  proof.length + body.length + WIRE_OVERHEAD_BYTES <= MOST_QUESTION_BYTES;

export function questionFrame(id: number, { proof, body }: WireQuestion): Buffer {
  const size = PROOF_LENGTH_BYTES + proof.length + body.length;
  const { frame, at } = newFrame(id, frameKinds.question, size);
  frame.writeUInt16BE(proof.length, at);
  frame.write(proof, at + PROOF_LENGTH_BYTES, 'latin1');
  body.copy(frame, at + PROOF_LENGTH_BYTES + proof.length);
  return frame;
}

export function readQuestion(payload: Buffer): WireQuestion {
  const end = PROOF_LENGTH_BYTES + payload.readUInt16BE(0);
  return { proof: payload.toString('latin1', PROOF_LENGTH_BYTES, end), body: payload.subarray(end) };
}

export function answerFrame(id: number, { status, isPlain, text }: WireAnswer): Buffer {
  const { frame, at } = newFrame(id, frameKinds.answer, ANSWER_HEAD_BYTES + Buffer.byteLength(text));
  frame.writeUInt16BE(status, at);
  frame.writeUInt8(isPlain ? PLAIN : 0, at + 2);
  frame.write(text, at + ANSWER_HEAD_BYTES);
  return frame;
}

/** @throws FrameError when it is no answer */
export function readAnswer(payload: Buffer): WireAnswer {
  if (payload.length < ANSWER_HEAD_BYTES) throw new FrameError('An answer has no room for its status');
  return {
    status: payload.readUInt16BE(0),
    isPlain: payload.readUInt8(2) === PLAIN,
    text: payload.toString('utf8', ANSWER_HEAD_BYTES),
  };
}

/** A frame that says all by being there. */
export const bareFrame = (id: number, kind: typeof frameKinds.cancel | typeof frameKinds.leaving): Buffer =>
  newFrame(id, kind, 0).frame;
