import { computed, signal } from '@angular/core';
import type { FrameCounts, FrameRules, SharedKey } from './frame-shutter';
import type { HandedKey } from './key-line';
import { type DeviceKey, type SealingContext, rosterDigest, safetyCode } from './key-sealing';
import { type KeyHolder, type Keyed, keyHolders, rosterText } from './roster.rules';
import { joined } from './sframe';

/** A meeting as far as its keys go. */
export interface KeyedMeeting {
  readonly id: string;
  readonly isSealed: boolean;
  /** `Meeting.keyEpoch`. */
  readonly epoch: number;
  /** Id of the viewer's participant. */
  readonly ownId: string;
  /** All who are in. */
  readonly people: readonly Keyed[];
}

/**
 * How it stands: not known yet, readable for the server's machines, keys on their way, sealed for all who are in, or
 * stopped: it was sealed and is to go on without, which the viewer has not agreed to.
 */
export type SealState = 'finding' | 'open' | 'waiting' | 'sealed' | 'lapsed';

/** What the keys of a device need of their surroundings. */
export interface MediaKeysParts {
  readonly device: DeviceKey;
  /** Whatever frames pass. */
  readonly gate: { follow(rules: FrameRules): unknown };
  readonly line: {
    share(
      meetingId: string,
      epoch: number,
      shares: readonly { readonly participantId: string; readonly sealed: string }[],
    ): Promise<void>;
    read(meetingId: string): Promise<readonly HandedKey[]>;
  };
}

/** So long a device goes on with its last key, while the others fetch the next one, in milliseconds. */
const GRACE_MS = 500;
/** So long frames may be on their way that were sealed with the last key of somebody, in milliseconds. */
const LATE_MS = 5_000;
/** After so long it is looked for keys that are missing, in milliseconds; each time after twice as long, up to the last. */
const MISSING_MS = 1_500;
const LONGEST_MS = 24_000;
/** After so many looks at which nothing could be opened, that is no accident. */
const UNREADABLE_LOOKS = 3;

/** A key of somebody else, and how it came. */
interface Taken {
  readonly key: SharedKey;
  readonly sealed: string;
}

const KEY_ID_BYTES = 4;
const BASE_KEY_BYTES = 32;

/** A key of this device's own; its id says nothing but which one it is. */
function newKey(owner: string): SharedKey {
  const [keyId = 0] = crypto.getRandomValues(new Uint32Array(1));
  return { keyId, owner, baseKey: crypto.getRandomValues(new Uint8Array(BASE_KEY_BYTES)) };
}

function secretOf({ keyId, baseKey }: SharedKey): Uint8Array<ArrayBuffer> {
  const id = new Uint8Array(KEY_ID_BYTES);
  new DataView(id.buffer).setUint32(0, keyId);
  return joined(id, baseKey);
}

const keyOf = (secret: Uint8Array<ArrayBuffer>, owner: string): SharedKey => ({
  ...{ owner, keyId: new DataView(secret.buffer).getUint32(0) },
  baseKey: secret.slice(KEY_ID_BYTES),
});

/**
 * The keys of one meeting on this device. Whenever somebody comes, goes or changes their device, it makes a key that its
 * frames are sealed with from then on, and hands it to exactly those who are there; so whoever goes cannot read on, and
 * whoever comes cannot read what was before. Nothing goes out before it is known whether it has to be sealed.
 */
export class MediaKeys {
  private meeting: KeyedMeeting | null = null;
  private closed = false;
  private work: Promise<void> = Promise.resolve();
  /** For which people, in which epoch, this device has handed out its key. */
  private turn = '';
  private own: SharedKey | null = null;
  private next: SharedKey | null = null;
  private switching: ReturnType<typeof setTimeout> | undefined;
  /** What others handed out in this turn, by participant, and what they did before, by key. */
  private readonly known = new Map<string, Taken>();
  private readonly before = new Map<number, SharedKey>();
  /** Keys of others that were taken in once: one that was replaced does not come back, nor do its frames. */
  private readonly taken = new Set<number>();
  /** Who is there besides. */
  private others: readonly KeyHolder[] = [];
  /** Whether something was handed out that was not looked at yet. */
  private isTold = false;
  private looking: ReturnType<typeof setTimeout> | undefined;
  private looks = 0;
  private unreadableLooks = 0;
  /** Whether it was sealed, so that it does not go on without unless the viewer agrees. */
  private isPromised = false;

  private readonly stands = signal<SealState>('finding');
  private readonly words = signal<string | null>(null);
  private readonly closedFrames = signal(false);

  readonly state = this.stands.asReadonly();
  /** The code that all ends show; null while there is nobody to compare it with. */
  readonly code = computed(() => (this.stands() === 'sealed' ? this.words() : null));
  /** Whether what arrives cannot be opened, although the keys are here. */
  readonly unreadable = computed(() => this.stands() === 'sealed' && this.closedFrames());

  constructor(private readonly parts: MediaKeysParts) {}

  get publicKey(): string {
    return this.parts.device.publicKey;
  }

  /** Who is in, as it is now. */
  follow(meeting: KeyedMeeting): void {
    this.meeting = meeting;
    this.again();
  }

  /** Goes on without, though it was sealed. */
  goOnOpen(): void {
    this.isPromised = false;
    this.again();
  }

  /** Something was handed out, or may have been while nobody listened. */
  look(): void {
    this.isTold = true;
    this.again();
  }

  /** Done with everything that was asked for until now. */
  settled(): Promise<void> {
    return this.work;
  }

  /** What became of frames that arrived. */
  count({ opened, refused }: FrameCounts): void {
    this.unreadableLooks = opened === 0 && refused > 0 ? this.unreadableLooks + 1 : 0;
    this.closedFrames.set(this.unreadableLooks >= UNREADABLE_LOOKS);
  }

  close(): void {
    this.closed = true;
    clearTimeout(this.switching);
    clearTimeout(this.looking);
  }

  private again(): void {
    this.work = this.work.then(() => this.settle());
  }

  private async settle(): Promise<void> {
    const { meeting } = this;
    if (!meeting || this.closed) return;
    if (!meeting.isSealed) {
      this.forget();
      await this.apply(meeting, false);
      return;
    }
    const holders = keyHolders(meeting.people);
    const own = holders.find(({ participantId }) => participantId === meeting.ownId);
    // The list may be older than this device's place in it: it is told anew.
    if (own?.publicKey === this.publicKey) {
      this.others = holders.filter((each) => each !== own);
      const isDone = await this.exchange(meeting, holders, this.others);
      await this.apply(meeting, isDone);
      this.lookLater(isDone);
    } else await this.apply(meeting, false);
  }

  /** @returns whether everybody has the key of this device, and it has theirs */
  private async exchange(
    meeting: KeyedMeeting,
    holders: readonly KeyHolder[],
    others: readonly KeyHolder[],
  ): Promise<boolean> {
    const text = rosterText(meeting.id, holders);
    const roster = await rosterDigest(text);
    const turn = `${String(meeting.epoch)} ${roster}`;
    try {
      if (turn !== this.turn) {
        await this.handOut(meeting, roster, others);
        this.turn = turn;
        this.looks = 0;
        this.words.set(await safetyCode(text));
      }
      await this.collect(meeting, roster, others);
      return this.hasAll(others);
    } catch {
      // Somebody came or went meanwhile, of which we are told; or the line is broken, and it is looked again once it is back.
      return false;
    }
  }

  private hasAll(others: readonly KeyHolder[]): boolean {
    return others.every(({ participantId }) => this.known.has(participantId));
  }

  /** The word of a key may have come before this device listened, or never: while one is missing it is looked for. */
  private lookLater(isDone: boolean): void {
    clearTimeout(this.looking);
    if (isDone || this.closed) return;
    this.looking = setTimeout(
      () => {
        this.again();
      },
      Math.min(MISSING_MS * 2 ** this.looks, LONGEST_MS),
    );
    this.looks += 1;
  }

  /** Makes the next key and seals it for everybody else. */
  private async handOut(meeting: KeyedMeeting, roster: string, others: readonly KeyHolder[]): Promise<void> {
    const { device, line } = this.parts;
    const { id: meetingId, epoch, ownId: from } = meeting;
    const made = newKey(from);
    const shares = await Promise.all(
      others.map(async ({ participantId, publicKey }) => {
        const context: SealingContext = { meetingId, epoch, roster, from, to: participantId };
        return { participantId, sealed: await device.seal(secretOf(made), publicKey, context) };
      }),
    );
    if (shares.length > 0) await line.share(meetingId, epoch, shares);
    for (const { key } of this.known.values()) this.keepAWhile(key);
    this.known.clear();
    this.switchTo(shares.length > 0 ? made : null);
  }

  /**
   * Whoever was there has a moment to fetch the new key; whoever speaks is not cut off for it.
   * @param made null where nobody is there to hear
   */
  private switchTo(made: SharedKey | null): void {
    clearTimeout(this.switching);
    // One that was to be used now is not skipped: else, where many come, the oldest would never end.
    if (this.next) this.own = this.next;
    if (!this.own || !made) {
      this.own = made;
      this.next = null;
      return;
    }
    this.next = made;
    this.switching = setTimeout(() => {
      this.own = this.next;
      this.next = null;
      this.again();
    }, GRACE_MS);
  }

  private keepAWhile(key: SharedKey): void {
    this.before.set(key.keyId, key);
    setTimeout(() => {
      this.before.delete(key.keyId);
      this.again();
    }, LATE_MS);
  }

  /** Opens what others sealed for this device, as far as they have by now. */
  private async collect(meeting: KeyedMeeting, roster: string, others: readonly KeyHolder[]): Promise<void> {
    if (!this.isTold && this.hasAll(others)) return;
    const { device, line } = this.parts;
    const { id: meetingId, epoch, ownId: to } = meeting;
    // Said before it is read: what is handed out meanwhile is looked at again.
    this.isTold = false;
    for (const { fromParticipantId: from, sealed, ...of } of await line.read(meetingId)) {
      const sender = others.find(({ participantId }) => participantId === from);
      if (!sender || of.epoch !== epoch || this.known.get(from)?.sealed === sealed) continue;
      try {
        const secret = await device.open(sealed, sender.publicKey, { meetingId, epoch, roster, from, to });
        if (secret.length === KEY_ID_BYTES + BASE_KEY_BYTES) this.take({ key: keyOf(secret, from), sealed });
      } catch {
        // Sealed for other people than this device sees, which ends by itself; or not by whom it is said to be.
      }
    }
  }

  /** A key of somebody, who may have handed out another for the same people before. */
  private take(taken: Taken): void {
    const { owner, keyId } = taken.key;
    if (this.taken.has(keyId)) return;
    this.taken.add(keyId);
    const last = this.known.get(owner);
    if (last) this.keepAWhile(last.key);
    this.known.set(owner, taken);
  }

  /** Nothing of it is needed any more. */
  private forget(): void {
    clearTimeout(this.switching);
    clearTimeout(this.looking);
    this.turn = '';
    this.own = null;
    this.next = null;
    this.known.clear();
    this.before.clear();
    this.taken.clear();
  }

  /** @param isDone whether everybody has the key of this device, and it has theirs */
  private async apply(meeting: KeyedMeeting, isDone: boolean): Promise<void> {
    if (this.closed) return;
    const ids = new Set(this.others.map(({ participantId }) => participantId));
    const isLapsed = !meeting.isSealed && this.isPromised;
    const keys = [...[...this.known.values()].map(({ key }) => key), ...this.before.values()];
    await this.parts.gate.follow({
      mode: isLapsed ? 'shut' : meeting.isSealed ? 'sealed' : 'open',
      own: this.own,
      others: keys.filter(({ owner }) => ids.has(owner)),
    });
    const isWhole = isDone && this.own !== null && ids.size > 0;
    if (meeting.isSealed) {
      this.isPromised ||= isWhole;
      this.stands.set(isWhole ? 'sealed' : 'waiting');
    } else this.stands.set(isLapsed ? 'lapsed' : 'open');
  }
}
