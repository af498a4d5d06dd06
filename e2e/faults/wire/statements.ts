const STARTUP = 0x0003;
const TYPED_HEAD = 5;
const LENGTH = 4;

/**
 * What a database was asked, by the text of the statement. Reads what clients write (PostgreSQL's Frontend/Backend
 * Protocol 3.0, "Message Formats"): `Q` asks a text at once, `P` prepares one under a name, `B` asks what has a name.
 */
export class Statements {
  private readonly counts = new Map<string, number>();

  /** How often each text was asked until now. */
  counted(): ReadonlyMap<string, number> {
    return new Map(this.counts);
  }

  /** Listens to one more connection, from its first byte; hands it over piece by piece, however they are cut. */
  listen(): (piece: Buffer) => void {
    const prepared = new Map<string, string>();
    let rest: Buffer = Buffer.alloc(0);
    let hasBegun = false;
    return (piece) => {
      rest = rest.length === 0 ? piece : Buffer.concat([rest, piece]);
      for (;;) {
        const head = hasBegun ? TYPED_HEAD : LENGTH;
        if (rest.length < head) return;
        const length = rest.readUInt32BE(head - LENGTH) + head - LENGTH;
        if (rest.length < length) return;
        const body = rest.subarray(head, length);
        if (hasBegun) this.hear(String.fromCharCode(rest[0] ?? 0), body, prepared);
        // Before it, encryption may be asked for, in the same form.
        else hasBegun = body.readUInt16BE(0) === STARTUP;
        rest = rest.subarray(length);
      }
    };
  }

  private hear(type: string, body: Buffer, prepared: Map<string, string>): void {
    const [first = '', second = ''] = body.toString('latin1').split('\0', 2);
    if (type === 'P') prepared.set(first, second);
    // Of a binding the first text is a portal, which holds one asking; the second is the name of what is asked.
    const asked = type === 'Q' ? first : type === 'B' ? prepared.get(second) : undefined;
    if (asked !== undefined) this.counts.set(asked, (this.counts.get(asked) ?? 0) + 1);
  }
}
