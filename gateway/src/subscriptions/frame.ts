/** Bytes of a WebSocket text frame's header, unmasked as servers send it (RFC 6455 §5.2). */
const TEXT_FINAL = 0x81;
const BRACE = 0x7d;
const ID = '{"id":';
const NEXT = ',"type":"next","payload":';

const headerLength = (length: number): number => {
  if (length < 126) return 2;
  return length < 65_536 ? 4 : 10;
};

/** Writes the header; @returns where the payload begins */
function writeHeader(frame: Buffer, length: number): number {
  frame[0] = TEXT_FINAL;
  if (length < 126) {
    frame[1] = length;
    return 2;
  }
  if (length < 65_536) {
    frame[1] = 126;
    frame.writeUInt16BE(length, 2);
    return 4;
  }
  frame[1] = 127;
  frame.writeBigUInt64BE(BigInt(length), 2);
  return 10;
}

/** A frame that lacks nothing but the id. */
interface Template {
  readonly payload: Buffer;
  readonly idLength: number;
  readonly frame: Buffer;
  /** Where the id belongs. */
  readonly at: number;
}

function templateOf(payload: Buffer, idLength: number): Template {
  const length = ID.length + idLength + NEXT.length + payload.length + 1;
  const frame = Buffer.alloc(headerLength(length) + length);
  const at = writeHeader(frame, length) + ID.length;
  frame.write(ID, at - ID.length, 'latin1');
  frame.write(NEXT, at + idLength, 'latin1');
  payload.copy(frame, at + idLength + NEXT.length);
  frame[frame.length - 1] = BRACE;
  return { payload, idLength, frame, at };
}

let last: Template = templateOf(Buffer.alloc(0), 0);

/**
 * The frame of a graphql-transport-ws `next` message: the id of one subscription around an answer that many share.
 * Clients choose ids of one length, so that the same bytes are copied for all of them and only the id differs; one
 * small write costs less than several that save the copy.
 * @param idJson the id as JSON, ASCII only
 */
export function nextFrame(idJson: string, payload: Buffer): Buffer {
  if (last.payload !== payload || last.idLength !== idJson.length) last = templateOf(payload, idJson.length);
  const frame = Buffer.allocUnsafe(last.frame.length);
  frame.set(last.frame);
  frame.write(idJson, last.at, 'latin1');
  return frame;
}

/** A string as JSON in ASCII, so that its length in bytes is its length. */
export const asciiJson = (text: string): string =>
  JSON.stringify(text).replaceAll(
    /[^\u0020-\u007e]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
