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
/** After so many looks at which nothing could be opened, that is no accident. */
const UNREADABLE_LOOKS = 3;

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
  /** What others handed out in this turn, and what they did before, by participant. */
  private readonly known = new Map<string, SharedKey>();
  private readonly before = new Map<string, SharedKey>();
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
    this.look();
  }

  /** Goes on without, though it was sealed. */
  goOnOpen(): void {
    this.isPromised = false;
    this.look();
  }

  /** Something was handed out, or may have been while nobody listened. */
  look(): void {
    this.work = this.work.then(() => this.settle());
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
  }

  private async settle(): Promise<void> {
    const { meeting } = this;
    if (!meeting || this.closed) return;
    if (!meeting.isSealed) {
      this.forget();
      await this.apply(meeting, []);
      return;
    }
    const holders = keyHolders(meeting.people);
    const own = holders.find(({ participantId }) => participantId === meeting.ownId);
    // The list may be older than this device's place in it: it is told anew.
    if (own?.publicKey === this.publicKey) {
      const others = holders.filter((each) => each !== own);
      await this.exchange(meeting, holders, others);
      await this.apply(meeting, others);
    } else await this.apply(meeting, null);
  }

  private async exchange(
    meeting: KeyedMeeting,
    holders: readonly KeyHolder[],
    others: readonly KeyHolder[],
  ): Promise<void> {
    const text = rosterText(meeting.id, holders);
    const roster = await rosterDigest(text);
    const turn = `${String(meeting.epoch)} ${roster}`;
    try {
      if (turn !== this.turn) {
        await this.handOut(meeting, roster, others);
        this.turn = turn;
        this.words.set(await safetyCode(text));
      }
      await this.collect(meeting, roster, others);
    } catch {
      // Somebody came or went meanwhile, of which we are told; or the line is broken, and it is looked again once it is back.
    }
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
    for (const [owner, key] of this.known) this.keepAWhile(owner, key);
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
      this.look();
    }, GRACE_MS);
  }

  private keepAWhile(owner: string, key: SharedKey): void {
    this.before.set(owner, key);
    setTimeout(() => {
      if (this.before.get(owner) !== key) return;
      this.before.delete(owner);
      this.look();
    }, LATE_MS);
  }

  /** Opens what others sealed for this device, as far as they have by now. */
  private async collect(meeting: KeyedMeeting, roster: string, others: readonly KeyHolder[]): Promise<void> {
    if (others.every(({ participantId }) => this.known.has(participantId))) return;
    const { device, line } = this.parts;
    const { id: meetingId, epoch, ownId: to } = meeting;
    for (const { fromParticipantId: from, sealed, ...of } of await line.read(meetingId)) {
      const sender = others.find(({ participantId }) => participantId === from);
      if (!sender || of.epoch !== epoch || this.known.has(from)) continue;
      try {
        const secret = await device.open(sealed, sender.publicKey, { meetingId, epoch, roster, from, to });
        if (secret.length === KEY_ID_BYTES + BASE_KEY_BYTES) this.known.set(from, keyOf(secret, from));
      } catch {
        // Sealed for other people than this device sees, which ends by itself; or not by whom it is said to be.
      }
    }
  }

  /** Nothing of it is needed any more. */
  private forget(): void {
    clearTimeout(this.switching);
    this.turn = '';
    this.own = null;
    this.next = null;
    this.known.clear();
    this.before.clear();
  }

  /** @param others who is there besides; null where that is not known yet */
  private async apply(meeting: KeyedMeeting, others: readonly KeyHolder[] | null): Promise<void> {
    if (this.closed) return;
    const ids = (others ?? []).map(({ participantId }) => participantId);
    const isLapsed = !meeting.isSealed && this.isPromised;
    const keys = [this.known, this.before].flatMap((of) => ids.map((id) => of.get(id)));
    await this.parts.gate.follow({
      mode: isLapsed ? 'shut' : meeting.isSealed ? 'sealed' : 'open',
      own: this.own,
      others: keys.filter((key) => key !== undefined),
    });
    const isWhole = this.own !== null && ids.length > 0 && ids.every((id) => this.known.has(id));
    if (meeting.isSealed) {
      this.isPromised ||= isWhole;
      this.stands.set(isWhole ? 'sealed' : 'waiting');
    } else this.stands.set(isLapsed ? 'lapsed' : 'open');
  }
}
