/** What a frame carries. */
export type FrameKind = 'sound' | 'picture';

/** The table of contents of an Opus packet: RFC 6716 §3.1. */
const OPUS = 1;
/** The tag of a VP8 frame, with its start code and its size where it is a key frame: RFC 6386 §9.1. */
const VP8_KEY_FRAME = 10;
const VP8_FRAME = 3;

/**
 * How many bytes at the beginning of a frame stay readable. Browsers put frames into packets, and together again, after
 * they were sealed and before they are opened: on the way a VP8 frame is asked whether it is a key frame and of what
 * size, a media server asks the same to switch between layers, and sound is asked how long it lasts. Everything else
 * stays shut, and these bytes cannot be changed unseen. With less, receivers ask for key frames all the time.
 */
export function clearBytes(kind: FrameKind, frame: Uint8Array): number {
  if (kind === 'sound') return Math.min(OPUS, frame.length);
  return Math.min(isKeyFrame(frame) ? VP8_KEY_FRAME : VP8_FRAME, frame.length);
}

/**
 * Whether a picture can be shown without any before it. The lowest bit of the tag is 0 then; it is among the bytes that
 * stay, so both ends read the same.
 */
export const isKeyFrame = (frame: Uint8Array): boolean => ((frame[0] ?? 1) & 1) === 0;
