import { signal } from '@angular/core';
import type { MediaSignalInput, MediaSignalsSubscription } from '../../../generated/graphql';
import { type FrameGate, preferSealable } from '../keys/frame-gate';
import { EarlyCandidates } from './early-candidates';
import { type Negotiation, stepAt } from './signalling.rules';
import { Steps } from './steps';

/** A signal as it arrives. */
export type ArrivedSignal = Pick<
  MediaSignalsSubscription['mediaSignals'],
  'kind' | 'sdp' | 'candidate' | 'fromSeat'
>;

/** A signal that goes out. */
export type OutgoingSignal = Omit<MediaSignalInput, 'toParticipantId'>;

/** What is sent; null for what is not. */
export interface SentTracks {
  readonly microphone: MediaStreamTrack | null;
  readonly camera: MediaStreamTrack | null;
  readonly screen: MediaStreamTrack | null;
}

/** What is received, each a stream of its own so that it can be shown for itself. */
export interface ReceivedMedia {
  readonly sound: MediaStream;
  readonly camera: MediaStream;
  readonly screen: MediaStream;
}

/** How the connection stands; `broken` is repaired by itself. */
export type LinkState = 'connecting' | 'connected' | 'broken';

/** What a link needs of its surroundings. */
export interface LinkOptions {
  readonly seat: number;
  readonly polite: boolean;
  readonly iceServers: readonly RTCIceServer[];
  /** What every frame passes; null where this device cannot seal any. */
  readonly gate: FrameGate | null;
  /** Signals go out in this order: a candidate before its description would be lost. */
  readonly send: (signal: OutgoingSignal) => Promise<void>;
  /** Another device of the viewer's took over. */
  readonly moved: () => void;
}

/** So long a break may mend itself before the way is looked for anew, in milliseconds. */
const MEND_MS = 3_000;
/** How often is said that one listens, until the other is heard, in milliseconds. */
const READY_MS = 1_500;

const NOTHING: SentTracks = { microphone: null, camera: null, screen: null };

/**
 * The media between two devices. It always has three lines, sound, camera and screen, on which tracks come and go: once
 * it stands, nothing that one switches has to be negotiated.
 */
export class PeerLink {
  private peer: RTCPeerConnection;
  private otherSeat = 0;
  private settled = false;
  private closed = false;
  private tracks = NOTHING;
  private readonly early = new EarlyCandidates();
  private readonly steps = new Steps();
  private out: Promise<void> = Promise.resolve();
  private mending: ReturnType<typeof setTimeout> | undefined;
  private readying: ReturnType<typeof setInterval> | undefined;

  readonly received = signal<ReceivedMedia | null>(null);
  readonly state = signal<LinkState>('connecting');

  constructor(private readonly options: LinkOptions) {
    this.peer = this.connection();
  }

  /** Says that this device listens, until the other is heard. */
  ready(): void {
    clearInterval(this.readying);
    this.send({ kind: 'READY' });
    this.readying = setInterval(() => {
      if (this.settled) clearInterval(this.readying);
      else this.send({ kind: 'READY' });
    }, READY_MS);
  }

  receive(arrived: ArrivedSignal): void {
    this.steps.next(() => this.take(arrived));
  }

  /** Sends these from now on. */
  show(tracks: SentTracks): void {
    this.tracks = tracks;
    this.steps.next(() => this.apply());
  }

  async stats(): Promise<readonly RTCStats[]> {
    return [...(await this.peer.getStats()).values()] as RTCStats[];
  }

  close(): void {
    this.closed = true;
    this.steps.end();
    clearTimeout(this.mending);
    clearInterval(this.readying);
    this.peer.close();
  }

  private send(outgoing: OutgoingSignal): void {
    this.out = this.out.then(async () => {
      try {
        if (!this.closed) await this.options.send(outgoing);
      } catch {
        // The line is broken: whoever comes back says READY, and it is offered again.
      }
    });
  }

  private async take(arrived: ArrivedSignal): Promise<void> {
    const step = stepAt(arrived, this.negotiation());
    if (step === 'ignore') return;
    if (step === 'letGo') {
      this.options.moved();
      return;
    }
    if (step === 'offerAnew' || step === 'takeAnew') this.renew();
    this.otherSeat = arrived.fromSeat;
    if (step === 'take' || step === 'takeAnew') await this.takeIn(arrived);
    else if (step === 'askForOffer') this.send({ kind: 'READY' });
    else if (step === 'offerAgain') this.sendDescription('OFFER');
    else await this.offer(step === 'restart');
  }

  private negotiation(): Negotiation {
    const { seat, polite } = this.options;
    const offering = this.peer.signalingState === 'have-local-offer';
    return { seat, polite, otherSeat: this.otherSeat, offering, settled: this.settled };
  }

  private async takeIn({ kind, sdp, candidate }: ArrivedSignal): Promise<void> {
    const way = JSON.parse(candidate ?? '{}') as RTCIceCandidateInit;
    if (kind === 'CANDIDATE') await this.early.add(this.peer, way);
    if (kind === 'ANSWER') await this.describe({ type: 'answer', sdp: sdp ?? '' });
    if (kind !== 'OFFER') return;
    await this.describe({ type: 'offer', sdp: sdp ?? '' });
    // Lines that the other proposed are used in both directions.
    for (const line of this.peer.getTransceivers()) line.direction = 'sendrecv';
    this.guard();
    await this.apply();
    await this.peer.setLocalDescription();
    this.sendDescription('ANSWER');
  }

  private async describe(description: RTCSessionDescriptionInit): Promise<void> {
    await this.peer.setRemoteDescription(description);
    this.settled = true;
    await this.early.settle(this.peer);
  }

  private async offer(restart: boolean): Promise<void> {
    if (this.peer.getTransceivers().length === 0) {
      this.peer.addTransceiver('audio');
      this.peer.addTransceiver('video');
      this.peer.addTransceiver('video');
      this.guard();
      await this.apply();
    }
    await this.peer.setLocalDescription(await this.peer.createOffer({ iceRestart: restart }));
    this.sendDescription('OFFER');
  }

  private sendDescription(kind: 'OFFER' | 'ANSWER'): void {
    const sdp = this.peer.localDescription?.sdp;
    if (sdp) this.send({ kind, sdp });
  }

  /** No frame goes out or comes in past the gate, from before the first one on. */
  private guard(): void {
    const { gate } = this.options;
    if (!gate) return;
    for (const line of this.peer.getTransceivers()) {
      if (line.sender.transform) continue;
      gate.sends(line.sender, line.receiver.track.kind);
      gate.receives(line.receiver, null);
      preferSealable(line);
    }
  }

  private renew(): void {
    this.peer.close();
    this.settled = false;
    this.early.forget();
    this.received.set(null);
    this.state.set('connecting');
    this.peer = this.connection();
  }

  private async apply(): Promise<void> {
    const { sound, camera, screen } = linesOf(this.peer);
    await sound?.sender.replaceTrack(this.tracks.microphone);
    await camera?.sender.replaceTrack(this.tracks.camera);
    await screen?.sender.replaceTrack(this.tracks.screen);
  }

  private connection(): RTCPeerConnection {
    const iceServers = [...this.options.iceServers];
    const peer = new RTCPeerConnection({ iceServers, bundlePolicy: 'max-bundle' });
    peer.onicecandidate = ({ candidate }) => {
      if (peer !== this.peer) return;
      // An empty one says that no more of its kind come; the contract has a word for that.
      if (candidate?.candidate) this.send({ kind: 'CANDIDATE', candidate: JSON.stringify(candidate) });
      else if (!candidate) this.send({ kind: 'CANDIDATES_END' });
    };
    peer.ontrack = () => {
      if (peer === this.peer) this.received.set(receivedBy(peer));
    };
    peer.onconnectionstatechange = () => {
      if (peer === this.peer) this.follow(peer.connectionState);
    };
    return peer;
  }

  private follow(state: RTCPeerConnectionState): void {
    clearTimeout(this.mending);
    if (state === 'connected') this.state.set('connected');
    if (state !== 'disconnected' && state !== 'failed') return;
    this.state.set('broken');
    this.mending = setTimeout(
      () => {
        this.mend();
      },
      state === 'failed' ? 0 : MEND_MS,
    );
  }

  /** Looks for another way, again and again until there is one: what was offered, or asked for, may not have arrived. */
  private mend(): void {
    if (this.closed || this.state() !== 'broken') return;
    this.steps.next(async () => {
      if (this.negotiation().offering) this.sendDescription('OFFER');
      else if (this.options.polite) this.send({ kind: 'READY' });
      else await this.offer(true);
    });
    this.mending = setTimeout(() => {
      this.mend();
    }, MEND_MS);
  }
}

/** The lines of a connection by what they carry: the first picture is the camera's, the second that of the screen. */
function linesOf(peer: RTCPeerConnection): Partial<Record<keyof ReceivedMedia, RTCRtpTransceiver>> {
  const lines = peer.getTransceivers();
  const [sound] = lines.filter(({ receiver }) => receiver.track.kind === 'audio');
  const [camera, screen] = lines.filter(({ receiver }) => receiver.track.kind === 'video');
  return { ...(sound && { sound }), ...(camera && { camera }), ...(screen && { screen }) };
}

function receivedBy(peer: RTCPeerConnection): ReceivedMedia {
  const streamOf = (line?: RTCRtpTransceiver) => new MediaStream(line ? [line.receiver.track] : []);
  const { sound, camera, screen } = linesOf(peer);
  return { sound: streamOf(sound), camera: streamOf(camera), screen: streamOf(screen) };
}
