import { AppError, conflict, invalid, isUnavailable, type Logger } from '@parley/kit';
import type {
  Candidate,
  PublishedStream,
  Publisher,
  ReceivedStream,
  SeatEvent,
  Side,
} from '../janus/media-event.js';
import type { LayerChoice, Offer, SeatReference } from '../janus/negotiation.js';
import type { RoomSeat } from '../janus/room-seat.js';
import type { MediaDirection } from '../signal/media-direction.js';
import type { MediaNews, TrackNews } from '../signal/media-signal.js';
import type { MediaSignalInput } from '../signal/signal.inputs.js';
import { Pace } from './pace.js';
import { changesTo, type Chosen, sourceOf, type Tile, wantedOf } from './reception.rules.js';

/** Wishes that come close together are asked for together. */
const GATHER_MS = 15;
/** Whom one wanted to see may leave at that moment: what is there then is asked for again. */
const AGAIN_MS = 1_000;
/**
 * A browser that sends makes whole pictures at most so often. The first one is asked for by the media server once the
 * device can receive it; another one before that would come too early to be seen, and keep the first from coming.
 */
const WHOLE_PICTURES_MS = 350;
const MOST_TRACKS = 200;

/** Whose device it is, and which of theirs. */
export interface Device {
  readonly id: string;
  readonly meetingId: string;
  readonly seat: number;
}

/** What a seat says, without whose it is. */
export type Said = Omit<MediaNews, 'at' | 'fromParticipantId' | 'fromSeat'>;

/** What another process needs to go on with a seat. */
export interface KeptSeat {
  readonly reference: SeatReference;
  readonly received: readonly ReceivedStream[];
  readonly connection: number;
  /** The device was offered something and has not answered. */
  readonly owesAnswer: boolean;
}

/** Where a seat says what its device is to hear, and keeps what another process needs to go on. */
export interface SeatEnds {
  readonly say: (said: Said) => void;
  readonly keep: (kept: KeptSeat) => void;
  readonly keepPublished: (published: readonly PublishedStream[]) => void;
  readonly logger: Logger;
}

const directionOf = (side: Side): MediaDirection => (side === 'publisher' ? 'SEND' : 'RECEIVE');
const sideOf = (direction: MediaDirection): Side => (direction === 'SEND' ? 'publisher' : 'subscriber');

/** Connections are told apart by when they began; a process that takes over counts on. */
const connectionAfter = (before: number): number => Math.max(before + 1, Math.floor(Date.now() / 1_000));

/** The signalling between one device and its seat at a media server: what it sends, and what it receives of others. */
export class DeviceSeat {
  private readonly sent = new Map<string, readonly PublishedStream[]>();
  private readonly sources = new Map<string, TrackNews['source']>();
  private readonly chosen = new Map<string, Chosen>();
  private tiles: readonly Tile[] | null = null;
  private received: readonly ReceivedStream[] = [];
  private connection = connectionAfter(0);
  /** What the device was offered and has not answered. */
  private offered: Said | null = null;
  private refreshing: NodeJS.Timeout | undefined;
  private settling: NodeJS.Timeout | undefined;
  /** Whether pictures arrive, so that other sizes of them can be asked for. */
  private receives = false;
  private readonly pace = new Pace();
  private isAsking = false;
  private wentOn = false;
  private isOver = false;
  /** What is offered before the device listens is said once it does. */
  private isHeard = false;
  /** When it was offered something last, in milliseconds since the process began. */
  private saidAt = -AGAIN_MS;

  constructor(
    readonly seat: number,
    readonly link: RoomSeat,
    private readonly isEncrypted: boolean,
    private readonly ends: SeatEnds,
  ) {}

  /** Goes on where another process has stopped. */
  goOn({ reference, received, connection, owesAnswer }: KeptSeat): void {
    this.received = received;
    this.connection = connection;
    this.wentOn = true;
    this.isHeard = true;
    this.receives = true;
    for (const { mid } of received) this.chosen.set(mid, { send: null, substream: null });
    // An answer that was on its way to the other process is lost, and the media server waits for it before all else.
    if (owesAnswer || reference.subscriber === null) this.receiveAnew();
  }

  /** The device listens from now on, maybe anew: what it may have missed is said again. */
  listens(): void {
    this.isHeard = true;
    if (this.offered) this.sayOffer(this.offered);
    else this.refresh();
  }

  /** The device says that it listens; what it was told a moment ago is on its way to it. */
  ready(): void {
    if (!this.isHeard || performance.now() - this.saidAt > AGAIN_MS) this.listens();
  }

  /** @throws AppError where the media server does not take it */
  async hear(signal: MediaSignalInput): Promise<void> {
    this.pace.take();
    const { kind, sdp, direction } = signal;
    if (kind === 'OFFER') await this.publish(sdp ?? '', signal.tracks ?? []);
    else if (kind === 'ANSWER') await this.answer(sdp ?? '');
    else if (kind === 'RESTART') await this.restart();
    else if (direction) await this.link.trickle(sideOf(direction), candidateOf(signal.candidate));
  }

  /** What the device shows from now on. */
  show(tiles: readonly Tile[]): void {
    this.tiles = tiles;
    this.refresh();
  }

  /** What others send. */
  others(publishers: readonly Publisher[]): void {
    for (const { participant, streams } of publishers) {
      if (participant === this.link.participant) continue;
      this.sent.set(participant, streams);
      for (const stream of streams) {
        const source = sourceOf(stream);
        if (source) this.sources.set(`${participant} ${stream.mid}`, source);
      }
    }
    this.refresh();
  }

  /** What the media server tells of it. */
  told(event: SeatEvent): void {
    if (event.kind === 'others') this.others(event.publishers);
    else if (event.kind === 'gone') this.gone(event.whom);
    // What changed by itself is offered, such as that somebody left.
    else if (event.kind === 'offer') this.offer(event);
    else if (event.kind === 'candidate') this.pass(event.side, event.candidate);
    else if (event.kind === 'hangup') this.hungUp(event.side);
    else if (event.kind === 'connected' && event.side === 'subscriber') this.settle();
  }

  end(): void {
    this.isOver = true;
    clearTimeout(this.refreshing);
    clearTimeout(this.settling);
  }

  private gone(whom: string): void {
    if (!this.sent.delete(whom)) return;
    // Their tracks have ended; should they come back, they are asked for again.
    this.received = this.received.map((stream) =>
      stream.participant === whom ? { ...stream, active: false } : stream,
    );
    this.refresh();
  }

  private pass(side: Side, candidate: Candidate | null): void {
    this.ends.say({
      kind: candidate ? 'CANDIDATE' : 'CANDIDATES_END',
      candidate: candidate && JSON.stringify(candidate),
      direction: directionOf(side),
    });
  }

  /** A connection broke: what is received is offered anew, what is sent has to be by the device. */
  private hungUp(side: Side): void {
    if (side === 'publisher') {
      this.ends.say({ kind: 'RESTART', direction: 'SEND' });
      return;
    }
    this.receiveAnew();
  }

  private settle(): void {
    clearTimeout(this.settling);
    this.settling = setTimeout(() => {
      this.receives = true;
      this.refresh();
    }, WHOLE_PICTURES_MS);
  }

  private async publish(sdp: string, tracks: NonNullable<MediaSignalInput['tracks']>): Promise<void> {
    const { answer, streams } = await this.link.publish(sdp, {
      e2ee: this.isEncrypted,
      descriptions: tracks.map(({ mid, source }) => ({ mid, description: source })),
    });
    this.ends.say({ kind: 'ANSWER', sdp: answer, direction: 'SEND' });
    this.ends.keepPublished(streams);
  }

  private async answer(sdp: string): Promise<void> {
    // To an offer of another process that was stopped before it could say what it had offered.
    if (!this.offered && this.wentOn) {
      this.receiveAnew();
      return;
    }
    // Such as a second answer to what was said twice.
    if (!this.offered) throw conflict('Nothing is offered that waits for an answer');
    await this.link.answer(sdp, { e2ee: this.isEncrypted });
    this.offered = null;
    this.keep();
    this.refresh();
  }

  /** The device finds that its way is broken; an offer that it has not answered may not have arrived. */
  private async restart(): Promise<void> {
    if (this.offered) {
      this.sayOffer(this.offered);
      return;
    }
    try {
      const { connection } = this;
      const offer = await this.link.restart();
      if (offer.sdp !== null) this.offer(offer);
      else if (connection === this.connection) this.receiveAnew();
    } catch (error) {
      // The media server has that connection no more; where it is only away, the device asks again.
      if (!(error instanceof AppError) || isUnavailable(error)) throw error;
      this.receiveAnew();
    }
  }

  /** Begins with a connection of its own for all that is received. */
  private receiveAnew(): void {
    this.link.dropReceiving();
    clearTimeout(this.settling);
    this.receives = false;
    this.received = [];
    this.chosen.clear();
    this.offered = null;
    this.wentOn = false;
    this.connection = connectionAfter(this.connection);
    this.refresh();
  }

  private keep(): void {
    const { received, connection, link, isAwaited: owesAnswer } = this;
    this.ends.keep({ reference: link.reference, received, connection, owesAnswer });
  }

  private get isAwaited(): boolean {
    return this.offered !== null;
  }

  private offer({ sdp, streams }: Offer): void {
    this.received = streams;
    if (sdp === null || this.isOver) return;
    this.offered = {
      ...{ kind: 'OFFER', sdp, direction: 'RECEIVE', connection: this.connection },
      tracks: this.tracksOf(streams),
    };
    if (this.isHeard) this.sayOffer(this.offered);
    this.keep();
  }

  private sayOffer(offered: Said): void {
    this.saidAt = performance.now();
    this.ends.say(offered);
  }

  private tracksOf(streams: readonly ReceivedStream[]): readonly TrackNews[] {
    return streams
      .flatMap(({ mid, active, participant, theirMid }): readonly TrackNews[] => {
        const source = this.sources.get(`${participant ?? ''} ${theirMid ?? ''}`);
        return active && participant && source ? [{ mid, participantId: participant, source }] : [];
      })
      .slice(0, MOST_TRACKS);
  }

  /** Asks for what is wanted and not received yet, unless the device owes an answer: then after it. */
  private refresh(afterMs = GATHER_MS): void {
    if (this.isOver || this.offered || this.isAsking || this.refreshing) return;
    this.refreshing = setTimeout(() => {
      this.refreshing = undefined;
      void this.ask();
    }, afterMs);
  }

  private async ask(): Promise<void> {
    if (this.isOver || this.offered) return;
    const changes = changesTo(wantedOf(this.sent, this.tiles), this.received, this.chosen);
    this.isAsking = true;
    let again: number | null = null;
    try {
      const { subscribe, unsubscribe } = changes;
      // After another process pictures stay as they were, until the device says what it shows now.
      const isLeft = this.wentOn && this.tiles === null;
      if (changes.choose.length > 0 && this.receives && !isLeft) await this.choose(changes.choose);
      if (subscribe.length > 0 || unsubscribe.length > 0) {
        const { connection } = this;
        const offer = await this.link.subscribe(subscribe, unsubscribe);
        // It began anew meanwhile.
        if (connection !== this.connection) return;
        // It waits for an answer to what another process offered and could not say any more.
        if (offer.sdp === null && !this.isAwaited && this.wentOn) {
          this.receiveAnew();
          return;
        }
        this.offer(offer);
        for (const { mid, participant, theirMid } of this.received) {
          const choice = subscribe.find((each) => each.participant === participant && each.mid === theirMid);
          if (choice) this.chosen.set(mid, { send: true, substream: choice.substream ?? null });
        }
        again = GATHER_MS;
      }
    } catch (error) {
      // Somebody left whom it was about, or the media server is away; what has become of it is told, or asked for then.
      if (!(error instanceof AppError)) this.ends.logger.error({ err: error }, 'nothing to receive');
      // Such as one that has no port left: whoever runs it has to see that.
      else if (isUnavailable(error)) this.ends.logger.warn({ err: error.message }, 'nothing to receive yet');
      again = AGAIN_MS;
    } finally {
      this.isAsking = false;
    }
    if (again !== null) this.refresh(again);
  }

  private async choose(choices: readonly LayerChoice[]): Promise<void> {
    await this.link.choose(choices);
    for (const { mid, send = true, substream } of choices) {
      const before = this.chosen.get(mid)?.substream ?? null;
      this.chosen.set(mid, { send, substream: substream ?? before });
    }
  }
}

/** What browsers write as RTCIceCandidateInit; null says that there are no more. */
function candidateOf(json: string | null | undefined): Candidate | null {
  if (json == null) return null;
  const { candidate, sdpMid, sdpMLineIndex } = fieldsOf(json);
  if (typeof candidate !== 'string' || candidate === '') return null;
  return {
    candidate,
    ...(typeof sdpMid === 'string' && { sdpMid }),
    ...(typeof sdpMLineIndex === 'number' && { sdpMLineIndex }),
  };
}

function fieldsOf(json: string): Partial<Record<keyof Candidate, unknown>> {
  try {
    return Object(JSON.parse(json)) as Partial<Record<keyof Candidate, unknown>>;
  } catch {
    // Whether it is JSON is only known by reading it.
    throw invalid('candidate', 'This is no RTCIceCandidateInit in JSON');
  }
}
