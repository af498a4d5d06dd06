import { computed, signal } from '@angular/core';
import type { MediaSignalInput, MediaSignalsSubscription } from '../../../generated/graphql';
import type { LinkState } from '../media/peer-link';
import type { FrameGate } from '../keys/frame-gate';
import { ReceiveLink } from './receive-link';
import { type RoomTracks, SendLink } from './send-link';

/** A signal of the media server as it arrives. */
export type RoomSignal = MediaSignalsSubscription['mediaSignals'];

/** What a link needs of its surroundings. */
export interface RoutedOptions {
  readonly seat: number;
  readonly iceServers: readonly RTCIceServer[];
  /** What every frame passes; null where they go as they are. */
  readonly gate: FrameGate | null;
  /** Of one direction they go out in this order: a candidate before its description would be lost. */
  readonly send: (signal: MediaSignalInput) => Promise<void>;
  /** Whether others are there, so that something is to be received. */
  readonly hasOthers: () => boolean;
  /** Another device of the viewer's took over. */
  readonly moved: () => void;
  /** The media server has this seat no more. */
  readonly lost: () => void;
}

/** READY is about both directions, and names none. */
const READY = undefined;
/** How often is said that one listens, while the media server is not heard, in milliseconds. */
const READY_MS = 1_500;

/** The media between this device and the media server of a room: one connection to send, one to receive. */
export class RoutedLink {
  private readonly sending: SendLink;
  private readonly receiving: ReceiveLink;
  private readonly closed = signal(false);
  private readonly taken = signal(false);
  /** What goes out, by direction: an answer does not wait for the candidates of what is sent. */
  private readonly out = new Map<MediaSignalInput['direction'], Promise<void>>();
  private readying: ReturnType<typeof setInterval> | undefined;

  readonly received = computed(() => this.receiving.received());
  /** Whether this device has its seat at the media server, so that pictures can be asked for. */
  readonly seated = this.taken.asReadonly();
  readonly state = computed<LinkState>(() => {
    const states = [this.sending.state(), this.receiving.state() ?? 'connected'];
    if (states.includes('broken')) return 'broken';
    return states.includes('connecting') ? 'connecting' : 'connected';
  });

  constructor(private readonly options: RoutedOptions) {
    const { iceServers, gate } = options;
    this.sending = new SendLink(
      iceServers,
      {
        offer: (sdp, tracks) => {
          this.send({ kind: 'OFFER', direction: 'SEND', sdp, tracks: [...tracks] });
        },
        candidate: (candidate) => {
          this.send({ ...candidateSignal(candidate), direction: 'SEND' });
        },
      },
      gate,
    );
    this.receiving = new ReceiveLink(
      iceServers,
      {
        answer: (sdp) => {
          this.send({ kind: 'ANSWER', direction: 'RECEIVE', sdp });
        },
        candidate: (candidate) => {
          this.send({ ...candidateSignal(candidate), direction: 'RECEIVE' });
        },
        restart: () => {
          this.send({ kind: 'RESTART', direction: 'RECEIVE' });
        },
      },
      gate,
    );
  }

  /** Says that this device listens and what it sends, until the media server is heard. */
  ready(): void {
    this.send({ kind: 'READY' });
    this.begin();
  }

  /**
   * Says what this device sends. That it listens the server knows from the stream of signals that has just begun; where
   * nothing comes of it, it is said.
   */
  begin(): void {
    clearInterval(this.readying);
    this.offer();
    this.readying = setInterval(() => {
      const isHeard = this.receiving.heard || !this.options.hasOthers();
      if (this.sending.stands && isHeard) clearInterval(this.readying);
      else this.sayReady();
    }, READY_MS);
  }

  receive(arrived: RoomSignal): void {
    if (arrived.kind === 'MOVED') {
      if (arrived.fromSeat > this.options.seat) this.options.moved();
      return;
    }
    // What was said to a device that had this place before.
    if (arrived.fromSeat < this.options.seat) return;
    if (arrived.direction !== null) this.taken.set(true);
    if (arrived.kind === 'LOST') this.options.lost();
    else if (arrived.direction === 'SEND') this.receiveForSending(arrived);
    else if (arrived.direction === 'RECEIVE') this.receiveForReceiving(arrived);
  }

  /** Sends these from now on. */
  show(tracks: RoomTracks): void {
    this.sending.show(tracks);
  }

  /** Everything that both connections count. */
  async stats(): Promise<readonly RTCStats[]> {
    const reports = await Promise.all([this.receiving.stats(), this.sending.stats()]);
    return reports.flatMap((report) => [...(report?.values() ?? [])] as RTCStats[]);
  }

  close(): void {
    this.closed.set(true);
    clearInterval(this.readying);
    this.sending.close();
    this.receiving.close();
  }

  private sayReady(): void {
    this.send({ kind: 'READY' });
    this.offer();
  }

  private offer(): void {
    if (!this.sending.stands) this.sending.offer();
  }

  private receiveForSending({ kind, sdp, candidate }: RoomSignal): void {
    if (kind === 'ANSWER') this.sending.answer(sdp ?? '');
    else if (kind === 'RESTART') this.sending.renew();
    else if (kind === 'CANDIDATE') this.sending.candidate(candidateIn(candidate));
  }

  private receiveForReceiving({ kind, sdp, candidate, connection, tracks }: RoomSignal): void {
    if (kind === 'OFFER') this.receiving.take({ sdp: sdp ?? '', connection: connection ?? 0, tracks });
    else if (kind === 'CANDIDATE') this.receiving.candidate(candidateIn(candidate));
  }

  private send(outgoing: MediaSignalInput): void {
    // Nothing is heard of a device that has not said that it listens.
    const before = [READY, outgoing.direction].map((each) => this.out.get(each) ?? Promise.resolve());
    const sent = Promise.all(before).then(async () => {
      try {
        if (this.closed()) return;
        await this.options.send(outgoing);
        if (outgoing.kind === 'READY') this.taken.set(true);
      } catch {
        // The line is broken: once it is back this device says READY, and everything is offered again.
      }
    });
    this.out.set(outgoing.direction, sent);
  }
}

const candidateIn = (candidate: string | null | undefined): RTCIceCandidateInit =>
  JSON.parse(candidate ?? '{}') as RTCIceCandidateInit;

const candidateSignal = (
  candidate: RTCIceCandidateInit | null,
): Pick<MediaSignalInput, 'kind' | 'candidate'> =>
  candidate ? { kind: 'CANDIDATE', candidate: JSON.stringify(candidate) } : { kind: 'CANDIDATES_END' };
