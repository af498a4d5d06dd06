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

/**
 * The frame of a graphql-transport-ws `next` message: the id of one subscription around an answer that many share. It
 * is copied into one buffer, since one small write costs less than several that save the copy.
 * @param idJson the id as JSON, ASCII only
 */
export function nextFrame(idJson: string, payload: Buffer): Buffer {
  const length = ID.length + idJson.length + NEXT.length + payload.length + 1;
  const frame = Buffer.allocUnsafe(headerLength(length) + length);
  let at = writeHeader(frame, length);
  at += frame.write(ID, at, 'latin1');
  at += frame.write(idJson, at, 'latin1');
  at += frame.write(NEXT, at, 'latin1');
  at += payload.copy(frame, at);
  frame[at] = BRACE;
  return frame;
}

/** A string as JSON in ASCII, so that its length in bytes is its length. */
export const asciiJson = (text: string): string =>
  JSON.stringify(text).replaceAll(
    /[^\u0020-\u007e]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
