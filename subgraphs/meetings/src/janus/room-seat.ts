import { conflict, invalid } from '@parley/kit';
import type { Description, HandleEvent, JanusHandle, PluginAnswer } from './janus-handle.js';
import { writeLabel } from './janus-collector.js';
import type { JanusSession } from './janus-session.js';
import { inOurWords } from './media-room.js';
import type { Candidate, LeaveReason, PublishedStream, SeatEvent, Side } from './media-event.js';
import type {
  LayerChoice,
  Offer,
  Publishing,
  PublishOptions,
  RoomKeys,
  SeatReference,
  StreamChoice,
} from './negotiation.js';
import { factOf, publishedStreams, receivedStreams } from './video-room.js';

/** Larger than any browser writes for what a room takes; an offer has a few tracks, an answer one for each tile. */
const MOST_OFFER = 65_536;
const MOST_ANSWER = 262_144;
const MOST_CANDIDATE = 1_024;

type Fact = SeatEvent extends infer E
  ? E extends SeatEvent
    ? Omit<E, 'server' | 'room' | 'participant'>
    : never
  : never;

const feeds = (choices: readonly StreamChoice[]) =>
  choices.map(({ participant, ...choice }) => ({ feed: participant, ...choice }));

/** One participant's place in a room: what they send, what they receive, and what happens to either. */
export class RoomSeat {
  private publisher!: JanusHandle;
  private subscriber: JanusHandle | null = null;
  private privateId = 0;
  private published: readonly PublishedStream[] = [];
  private isSending = false;
  private owesAnswer = false;
  private turn: Promise<unknown> = Promise.resolve();
  private isOver = false;

  constructor(
    private readonly place: { readonly server: string; readonly room: string; readonly participant: string },
    private readonly session: JanusSession,
    private readonly keys: RoomKeys,
    private readonly tell: (event: SeatEvent) => void,
    private readonly release: () => Promise<void>,
  ) {}

  get server(): string {
    return this.place.server;
  }

  get room(): string {
    return this.place.room;
  }

  get participant(): string {
    return this.place.participant;
  }

  /** Whether its connection for sending stands. */
  get sends(): boolean {
    return this.isSending && !this.isOver;
  }

  /** What to keep so that another process can go on with this seat. */
  get reference(): SeatReference {
    return {
      ...this.place,
      session: this.session.id,
      publisher: this.publisher.id,
      subscriber: this.subscriber?.id ?? null,
      privateId: this.privateId,
    };
  }

  /** Enters the room; called once, by whoever made the seat. */
  async enter(token: string): Promise<PluginAnswer> {
    this.publisher = await this.attach('publisher');
    const { room, participant } = this.place;
    const answer = await this.publisher.ask({
      request: 'join',
      ptype: 'publisher',
      room,
      id: participant,
      token,
    });
    this.privateId = Number(answer.data['private_id']);
    this.tellFact({ kind: 'joined' });
    return answer;
  }

  /** Goes on with the handles that another process attached. */
  adopt({ publisher, subscriber, privateId }: SeatReference): void {
    this.publisher = this.session.adopt(publisher, this.hears('publisher'));
    this.subscriber = subscriber === null ? null : this.session.adopt(subscriber, this.hears('subscriber'));
    this.privateId = privateId;
    this.isSending = true;
  }

  /**
   * Sends what the offer describes: the first time, after tracks were added, and to begin ICE anew. Janus tells the
   * three apart by the offer itself.
   */
  publish(offer: string, { e2ee, bitrate, descriptions }: PublishOptions = {}): Promise<Publishing> {
    checkSize(offer, MOST_OFFER);
    return this.inTurn(async () => {
      const body = {
        request: 'configure',
        ...(bitrate && { bitrate }),
        ...(descriptions && { descriptions }),
      };
      const { data, sdp } = await this.publisher.ask(body, {
        type: 'offer',
        sdp: offer,
        ...(e2ee && { e2ee }),
      });
      this.published = publishedStreams(data['streams']);
      // Nobody can subscribe before the connection stands.
      if (this.isSending) this.tellFact({ kind: 'published', streams: this.published });
      return { answer: sdp ?? '', streams: this.published };
    });
  }

  /** Sends nothing any more, and stays. */
  unpublish(): Promise<void> {
    return this.inTurn(async () => {
      await this.publisher.ask({ request: 'unpublish' });
      this.tellFact({ kind: 'unpublished' });
    });
  }

  /** Receives these besides what is received already, and `without` no more; the offer has to be answered. */
  subscribe(choices: readonly StreamChoice[], without: readonly StreamChoice[] = []): Promise<Offer> {
    return this.inTurn(async () => {
      const { data, sdp } = this.subscriber
        ? await this.subscriber.ask({
            request: 'update',
            ...(choices.length > 0 && { subscribe: feeds(choices) }),
            ...(without.length > 0 && { unsubscribe: feeds(without) }),
          })
        : await this.begin(choices);
      return this.offered(data, sdp);
    });
  }

  /** Answers the last offer. */
  answer(sdp: string, { e2ee }: { e2ee?: boolean } = {}): Promise<void> {
    checkSize(sdp, MOST_ANSWER);
    const description: Description = { type: 'answer', sdp, ...(e2ee && { e2ee }) };
    return this.inTurn(async () => {
      const handle = this.receiving();
      this.owesAnswer = false;
      await handle.ask({ request: 'start' }, description);
    });
  }

  /** Receives nothing any more; whatever is subscribed to next begins with another connection. */
  dropReceiving(): void {
    if (!this.subscriber) return;
    // A media server that is away forgets it with the seat.
    this.session.detach(this.subscriber).catch(() => undefined);
    this.subscriber = null;
    this.owesAnswer = false;
  }

  /** Another quality of what is received already, or none for now: nothing has to be negotiated. */
  choose(choices: readonly LayerChoice[]): Promise<void> {
    return this.inTurn(async () => {
      await this.receiving().ask({ request: 'configure', streams: choices });
    });
  }

  /** An offer with which what is received begins ICE anew, when the network has changed. */
  restart(): Promise<Offer> {
    return this.inTurn(async () => {
      const handle = this.receiving();
      // Janus would say nothing until then.
      if (this.owesAnswer) throw conflict('Answer the last offer first');
      const { data, sdp } = await handle.ask({ request: 'configure', restart: true });
      return this.offered(data, sdp);
    });
  }

  /** A candidate of the browser; null when there are no more. */
  async trickle(side: Side, candidate: Candidate | null): Promise<void> {
    if (candidate && candidate.candidate.length > MOST_CANDIDATE) {
      throw invalid('candidate', 'This is no ICE candidate');
    }
    if (this.isOver) throw gone();
    const handle = side === 'publisher' ? this.publisher : this.receiving();
    await inOurWords(handle.trickle(candidate));
  }

  /**
   * Writes what this participant sends to files, one a track: `<name>-audio-0.mjr`, `<name>-video-1.mjr`, numbered
   * by the place of the track in the offer. They have the ending `.mjr.tmp` until they are whole. Every beginning
   * needs a name of its own.
   */
  record(name: string): Promise<void> {
    return this.inTurn(async () => {
      await this.publisher.ask({
        request: 'configure',
        record: true,
        filename: name,
        secret: this.keys.secret,
      });
    });
  }

  stopRecording(): Promise<void> {
    return this.inTurn(async () => {
      await this.publisher.ask({ request: 'configure', record: false, secret: this.keys.secret });
    });
  }

  /** Gives the seat up. */
  async leave(): Promise<void> {
    if (this.isOver) return;
    this.tellFact({ kind: 'left', reason: 'left' });
    await this.dismiss();
  }

  /** The seat is over without its participant's doing; told once. */
  end(reason: LeaveReason): void {
    if (this.isOver) return;
    this.tellFact({ kind: 'left', reason });
    void this.dismiss();
  }

  /** Another process goes on with the seat: nothing is told or asked here any more. */
  abandon(): void {
    this.isOver = true;
  }

  /** Nothing is told of the seat any more, and the media server forgets it. */
  async dismiss(): Promise<void> {
    this.isOver = true;
    await this.release();
  }

  private async begin(choices: readonly StreamChoice[]): Promise<PluginAnswer> {
    if (choices.length === 0) throw invalid('streams', 'Name at least one participant');
    const handle = await this.attach('subscriber');
    try {
      const answer = await handle.ask({
        request: 'join',
        ptype: 'subscriber',
        room: this.place.room,
        private_id: this.privateId,
        token: this.keys.token(),
        streams: feeds(choices),
        use_msid: true,
      });
      this.subscriber = handle;
      return answer;
    } catch (error) {
      // Whom one wanted to see may have left meanwhile: the handle is of no use.
      await this.session.detach(handle);
      throw error;
    }
  }

  private offered(data: Readonly<Record<string, unknown>>, sdp: string | null): Offer {
    if (sdp !== null) this.owesAnswer = true;
    return { sdp, streams: receivedStreams(data['streams']) };
  }

  private receiving(): JanusHandle {
    if (!this.subscriber) throw conflict('Subscribe to somebody first');
    return this.subscriber;
  }

  private attach(side: Side): Promise<JanusHandle> {
    return this.session.attach(writeLabel({ ...this.place, side }), this.hears(side));
  }

  /** Negotiations follow each other: Janus takes one at a time. */
  private inTurn<T>(work: () => Promise<T>): Promise<T> {
    const mine = this.turn.then(() => {
      if (this.isOver) throw gone();
      return inOurWords(work());
    });
    this.turn = mine.catch(() => undefined);
    return mine;
  }

  private hears(side: Side): (event: HandleEvent) => void {
    return (event) => {
      if (this.isOver) return;
      if (event.kind === 'up') this.connected(side);
      else if (event.kind === 'hangup') this.hungUp(side, event.reason);
      else if (event.kind !== 'plugin') this.tellFact({ ...event, side });
      else if (side === 'publisher') this.heardRoom(event.data);
      else this.heardStreams(event.data, event.sdp);
    };
  }

  private connected(side: Side): void {
    this.tellFact({ kind: 'connected', side });
    if (side === 'subscriber') return;
    this.isSending = true;
    this.tellFact({ kind: 'published', streams: this.published });
  }

  /** A connection for receiving is not mended but made anew; one for sending is, by publishing again. */
  private hungUp(side: Side, reason: string): void {
    if (side === 'subscriber') this.dropReceiving();
    if (side === 'publisher') this.isSending = false;
    this.tellFact({ kind: 'hangup', side, reason });
  }

  private heardRoom(data: Readonly<Record<string, unknown>>): void {
    const fact = factOf(data, this.place.participant);
    if (fact?.kind === 'over') this.end(fact.reason);
    else if (fact) this.tellFact(fact);
  }

  private heardStreams(data: Readonly<Record<string, unknown>>, sdp: string | null): void {
    if (sdp !== null) this.tellFact({ kind: 'offer', sdp, streams: this.offered(data, sdp).streams });
    const { mid, substream, temporal } = data;
    if (typeof mid !== 'string' || data['videoroom'] !== 'event') return;
    if (typeof substream === 'number') this.tellFact({ kind: 'layer', mid, substream });
    if (typeof temporal === 'number') this.tellFact({ kind: 'layer', mid, temporal });
  }

  private tellFact(fact: Fact): void {
    this.tell({ ...this.place, ...fact });
  }
}

const gone = () => conflict('This seat is no longer taken; join again');

function checkSize(sdp: string, most: number): void {
  if (sdp.length > most) throw invalid('sdp', 'This session description is larger than any of a browser');
}
