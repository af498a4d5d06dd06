import { type FrameKind, clearBytes } from './clear-bytes.rules';
import { ReplayWindow } from './replay-window';
import { type FrameKey, frameKey, joined, openFrame, readFrame, sealFrame } from './sframe';

/** A secret that frames are sealed with, and whose. */
export interface SharedKey {
  readonly keyId: number;
  readonly baseKey: Uint8Array<ArrayBuffer>;
  /** Id of the participant whose frames these are. */
  readonly owner: string;
}

/** What frames go through: nothing at all, as they are, or sealed. */
export interface FrameRules {
  readonly mode: 'shut' | 'open' | 'sealed';
  /** What this device seals with; null while it has nothing to seal with, and then nothing goes out. */
  readonly own: SharedKey | null;
  /** What others seal with. */
  readonly others: readonly SharedKey[];
}

/** What became of the frames of others since the last look. */
export interface FrameCounts {
  readonly opened: number;
  readonly refused: number;
}

interface Known {
  readonly key: FrameKey;
  readonly owner: string;
  readonly window: ReplayWindow;
}

type Bytes = Uint8Array<ArrayBuffer>;

/**
 * Seals what this device sends and opens what it receives. One stands for all tracks of a device, so that no two frames
 * ever have the same number under one key. Before it was told what to do, nothing passes.
 */
export class FrameShutter {
  private mode: FrameRules['mode'] = 'shut';
  private own: FrameKey | null = null;
  /** How many frames each key has sealed: one that comes back must not count from 0 again. */
  private readonly counters = new Map<number, number>();
  private known = new Map<number, Known>();
  private opened = 0;
  private refused = 0;

  /**
   * Does as it is told from now on; to be told the next only once this is done.
   * @returns whether what goes out is another from now on
   */
  async follow({ mode, own, others }: FrameRules): Promise<boolean> {
    const before = [this.mode, this.own?.keyId];
    const [key, known] = await Promise.all([
      own && own.keyId === this.own?.keyId ? this.own : own && frameKey(own.keyId, own.baseKey),
      Promise.all(others.map((other) => this.learn(other))),
    ]);
    this.own = key;
    this.known = new Map(known.map((each) => [each.key.keyId, each]));
    this.mode = mode;
    return before[0] !== mode || before[1] !== key?.keyId;
  }

  /** A frame as it goes out; null where it must not. */
  async seal(kind: FrameKind, frame: Bytes): Promise<Bytes | null> {
    if (this.mode !== 'sealed') return this.mode === 'open' ? frame : null;
    if (!this.own) return null;
    const { keyId } = this.own;
    const counter = this.counters.get(keyId) ?? 0;
    this.counters.set(keyId, counter + 1);
    const clear = frame.subarray(0, clearBytes(kind, frame));
    return joined(clear, await sealFrame(this.own, counter, frame.subarray(clear.length), clear));
  }

  /**
   * A frame as it came in; null where it is not to be shown.
   * @param owner whose it has to be; null where it may be anybody's
   */
  async open(kind: FrameKind, frame: Bytes, owner: string | null): Promise<Bytes | null> {
    if (this.mode !== 'sealed') return this.mode === 'open' ? frame : null;
    const plain = await this.unseal(kind, frame, owner);
    if (plain) this.opened += 1;
    else this.refused += 1;
    return plain;
  }

  /** What became of frames since this was last asked. */
  counts(): FrameCounts {
    const { opened, refused } = this;
    this.opened = 0;
    this.refused = 0;
    return { opened, refused };
  }

  private async learn({ keyId, baseKey, owner }: SharedKey): Promise<Known> {
    const known = this.known.get(keyId);
    if (known?.owner === owner) return known;
    return { key: await frameKey(keyId, baseKey), owner, window: new ReplayWindow() };
  }

  private async unseal(kind: FrameKind, frame: Bytes, owner: string | null): Promise<Bytes | null> {
    const clear = frame.subarray(0, clearBytes(kind, frame));
    const sealed = readFrame(frame.subarray(clear.length));
    const known = sealed && this.known.get(sealed.keyId);
    if (!known || (owner !== null && known.owner !== owner) || !known.window.isFresh(sealed.counter)) {
      return null;
    }
    try {
      const plain = await openFrame(known.key, sealed, clear);
      // Asked again: the same frame may have been opened twice at once.
      if (!known.window.isFresh(sealed.counter)) return null;
      known.window.note(sealed.counter);
      return joined(clear, plain);
    } catch {
      // Sealed with another key, or changed on its way: nobody can prevent that, and nothing of it is shown.
      return null;
    }
  }
}
