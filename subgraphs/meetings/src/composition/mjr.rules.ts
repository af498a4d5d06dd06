/** What Janus says of a track at the beginning of what it wrote of it. */
export interface MjrHeader {
  readonly kind: 'audio' | 'video';
  readonly codec: string;
  /** When its first packet was written, in milliseconds since 1970 by the clock of the media server. */
  readonly beganAt: number;
  /** What the publisher said it is, such as `SCREEN`; null where nothing was said. */
  readonly description: string | null;
}

const MAGIC = 'MJR00002';
const KINDS: Readonly<Record<string, MjrHeader['kind']>> = { a: 'audio', v: 'video' };

/** This many bytes hold any header. */
export const MJR_HEADER_BYTES = 4_096;

/** The header of a recorded track; null for what has none: nothing was written of it, or it is no track. */
export function readMjrHeader(head: Buffer): MjrHeader | null {
  if (head.length < MAGIC.length + 2 || head.toString('latin1', 0, MAGIC.length) !== MAGIC) return null;
  const length = head.readUInt16BE(MAGIC.length);
  const text = head.toString('utf8', MAGIC.length + 2, MAGIC.length + 2 + length);
  const said = parsed(text);
  const kind = KINDS[String(said?.['t'])];
  // In microseconds; absent where no packet followed.
  const begun = said?.['u'];
  if (!kind || typeof begun !== 'number' || begun <= 0) return null;
  const description = said?.['d'];
  return {
    ...{ kind, codec: String(said?.['c']), beganAt: begun / 1_000 },
    description: typeof description === 'string' && description !== '' ? description : null,
  };
}

function parsed(text: string): Readonly<Record<string, unknown>> | null {
  try {
    return JSON.parse(text) as Record<string, unknown>;
  } catch {
    // Cut off, as what a media server that was killed leaves can be.
    return null;
  }
}
