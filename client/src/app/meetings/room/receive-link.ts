import { signal } from '@angular/core';
import type { MediaSignalsSubscription } from '../../../generated/graphql';
import type { FrameGate } from '../keys/frame-gate';
import { EarlyCandidates } from '../media/early-candidates';
import { HeldCandidates, foundBy, isReached } from '../media/held-candidates';
import type { LinkState } from '../media/peer-link';
import { Steps } from '../media/steps';
import { type HeardTrack, type ReceivedMedia, nothingReceived, receivedOf } from './received.rules';

/** What the link says to the media server. */
export interface ReceiveWords {
  readonly answer: (sdp: string) => void;
  readonly candidate: (candidate: RTCIceCandidateInit | null) => void;
  /** The way is broken: an offer that begins it anew is wanted. */
  readonly restart: () => void;
}

/** An offer of the media server: which connection it is about, and whose each of its tracks is. */
export interface ReceiveOffer {
  readonly sdp: string;
  readonly connection: number;
  readonly tracks: MediaSignalsSubscription['mediaSignals']['tracks'];
}

/** So long a break may mend itself before another way is asked for, in milliseconds. */
const MEND_MS = 3_000;

/** What this device receives in a room: the media server offers, and says whose each line is. */
export class ReceiveLink {
  private peer: RTCPeerConnection | null = null;
  private connection = 0;
  /** The offer that was answered last. */
  private taken: string | null = null;
  private ways: HeldCandidates | null = null;
  private isClosed = false;
  private readonly early = new EarlyCandidates();
  private readonly steps = new Steps();
  private mending: ReturnType<typeof setTimeout> | undefined;
  /** Each track in a stream of its own, for as long as it lives: a picture that is shown does not blink. */
  private readonly streams = new WeakMap<MediaStreamTrack, MediaStream>();
  /** Whose frames each line opens. */
  private readonly owners = new WeakMap<RTCRtpReceiver, string>();

  readonly received = signal<ReceivedMedia>(nothingReceived);
  /** Null while nothing was offered, as in a room where one is alone. */
  readonly state = signal<LinkState | null>(null);

  constructor(
    private readonly iceServers: readonly RTCIceServer[],
    private readonly words: ReceiveWords,
    /** What every frame passes; null where they come as they are. */
    private readonly gate: FrameGate | null,
  ) {}

  /** Whether the media server offered anything yet. */
  get heard(): boolean {
    return this.peer !== null;
  }

  take({ sdp, connection, tracks }: ReceiveOffer): void {
    this.steps.next(async () => {
      // An offer of a connection that was given up comes late.
      if (connection < this.connection) return;
      const peer = connection === this.connection && this.peer ? this.peer : this.renew(connection);
      // Said again, as it may not have arrived: it is answered as before.
      if (sdp === this.taken) {
        this.words.answer(peer.localDescription?.sdp ?? '');
        return;
      }
      await peer.setRemoteDescription({ type: 'offer', sdp });
      this.guard(peer, tracks);
      await this.early.settle(peer);
      await peer.setLocalDescription();
      this.taken = sdp;
      this.words.answer(peer.localDescription?.sdp ?? '');
      this.received.set(receivedOf(this.heardIn(peer, tracks)));
    });
  }

  candidate(candidate: RTCIceCandidateInit): void {
    this.steps.next(() => this.early.add(this.peer, candidate));
  }

  async stats(): Promise<RTCStatsReport | null> {
    return (await this.peer?.getStats()) ?? null;
  }

  close(): void {
    this.isClosed = true;
    this.steps.end();
    clearTimeout(this.mending);
    this.ways?.forget();
    this.peer?.close();
  }

  private renew(connection: number): RTCPeerConnection {
    this.peer?.close();
    this.taken = null;
    this.connection = connection;
    const peer = new RTCPeerConnection({ iceServers: [...this.iceServers], bundlePolicy: 'max-bundle' });
    this.ways?.forget();
    this.ways = new HeldCandidates(this.words.candidate, () => isReached(peer));
    peer.onicecandidate = foundBy(this.ways);
    peer.onconnectionstatechange = () => {
      if (peer === this.peer) this.follow(peer.connectionState);
    };
    this.peer = peer;
    this.state.set('connecting');
    return peer;
  }

  /** Each line shows frames of whom the media server says it is, and of nobody else. */
  private guard(peer: RTCPeerConnection, tracks: ReceiveOffer['tracks']): void {
    if (!this.gate) return;
    const owners = new Map(tracks.map(({ mid, participantId }) => [mid, participantId]));
    for (const { mid, receiver } of peer.getTransceivers()) {
      const owner = owners.get(mid ?? '');
      if (owner === undefined || this.owners.get(receiver) === owner) continue;
      this.gate.receives(receiver, owner);
      this.owners.set(receiver, owner);
    }
  }

  private heardIn(peer: RTCPeerConnection, tracks: ReceiveOffer['tracks']): readonly HeardTrack[] {
    const lines = new Map(peer.getTransceivers().map((line) => [line.mid, line]));
    return tracks.flatMap(({ mid, participantId, source }) => {
      const line = lines.get(mid);
      const isOpen = line?.currentDirection === 'recvonly' || line?.currentDirection === 'sendrecv';
      return line && isOpen ? [{ participantId, source, stream: this.streamOf(line.receiver.track) }] : [];
    });
  }

  private streamOf(track: MediaStreamTrack): MediaStream {
    const stream = this.streams.get(track) ?? new MediaStream([track]);
    this.streams.set(track, stream);
    return stream;
  }

  private follow(state: RTCPeerConnectionState): void {
    clearTimeout(this.mending);
    if (state === 'connected') this.state.set('connected');
    if (state !== 'disconnected' && state !== 'failed') return;
    this.state.set('broken');
    this.mendIn(state === 'failed' ? 0 : MEND_MS);
  }

  /** Asks for another way, again and again until there is one: what was asked may not have arrived. */
  private mendIn(milliseconds: number): void {
    this.mending = setTimeout(() => {
      if (this.isClosed || this.state() !== 'broken') return;
      this.words.restart();
      this.mendIn(MEND_MS);
    }, milliseconds);
  }
}
