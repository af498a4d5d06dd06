import { signal } from '@angular/core';
import type { MediaSource, SentTrackInput } from '../../../generated/graphql';
import { type FrameGate, preferSealable } from '../keys/frame-gate';
import { EarlyCandidates } from '../media/early-candidates';
import type { LinkState, SentTracks } from '../media/peer-link';
import { Steps } from '../media/steps';

/** What the link says to the media server. */
export interface SendWords {
  readonly offer: (sdp: string, tracks: readonly SentTrackInput[]) => void;
  readonly candidate: (candidate: RTCIceCandidateInit | null) => void;
}

/**
 * A camera in three sizes, so that everybody receives what their screen has room for. The media server counts them in
 * this order, from the largest name on.
 */
const SIZES: readonly RTCRtpEncodingParameters[] = [
  { rid: 'h', maxBitrate: 1_500_000 },
  { rid: 'm', maxBitrate: 450_000, scaleResolutionDownBy: 2 },
  { rid: 'l', maxBitrate: 150_000, scaleResolutionDownBy: 4 },
];
const SCREEN: readonly RTCRtpEncodingParameters[] = [{ maxBitrate: 2_500_000 }];

const NOTHING: SentTracks = { microphone: null, camera: null, screen: null };
const SOURCES: Readonly<Record<keyof SentTracks, MediaSource>> = {
  microphone: 'MICROPHONE',
  camera: 'CAMERA',
  screen: 'SCREEN',
};

/** The lines of a connection by what they carry. */
type Lines = Readonly<Record<keyof SentTracks, RTCRtpTransceiver>>;

/**
 * What this device sends to a room. It has three lines from the beginning, on which tracks come and go: nothing that one
 * switches has to be negotiated, and what is off is not sent at all.
 */
export class SendLink {
  private peer: RTCPeerConnection;
  private lines: Lines;
  private tracks = NOTHING;
  private isSaid = false;
  private isAnswered = false;
  private readonly early = new EarlyCandidates();
  private readonly steps = new Steps();

  readonly state = signal<LinkState>('connecting');

  constructor(
    private readonly iceServers: readonly RTCIceServer[],
    private readonly words: SendWords,
    /** What every frame passes; null where they go as they are. */
    private readonly gate: FrameGate | null,
  ) {
    this.peer = this.connection();
    this.lines = this.linesIn(this.peer);
    // Ways to this device are looked for while it takes its seat: what is found by then stands in the offer.
    this.steps.next(() => this.describe(false));
  }

  /** Whether the media server has taken what was offered last, and the way to it holds. */
  get stands(): boolean {
    return this.isAnswered && this.state() !== 'broken';
  }

  /** Offers what there is; once it stands, with another way looked for. */
  offer(): void {
    this.steps.next(async () => {
      const isFirst = this.peer.localDescription === null;
      // What was offered and not answered was lost, or is on its way: the same offer twice is one.
      if (!isFirst && this.peer.signalingState === 'have-local-offer') {
        this.say();
        return;
      }
      this.isAnswered = false;
      await this.describe(!isFirst);
      this.say();
    });
  }

  /** Begins with a new connection: the media server has lost the old one. */
  renew(): void {
    this.steps.next(async () => {
      this.peer.close();
      this.early.forget();
      this.isSaid = false;
      this.isAnswered = false;
      this.state.set('connecting');
      this.peer = this.connection();
      this.lines = this.linesIn(this.peer);
      await this.apply();
    });
    this.offer();
  }

  answer(sdp: string): void {
    this.steps.next(async () => {
      if (this.peer.signalingState !== 'have-local-offer') return;
      await this.peer.setRemoteDescription({ type: 'answer', sdp });
      this.isAnswered = true;
      await this.early.settle(this.peer);
    });
  }

  candidate(candidate: RTCIceCandidateInit): void {
    this.steps.next(() => this.early.add(this.peer, candidate));
  }

  /** Sends these from now on. */
  show(tracks: SentTracks): void {
    this.tracks = tracks;
    this.steps.next(() => this.apply());
  }

  stats(): Promise<RTCStatsReport> {
    return this.peer.getStats();
  }

  close(): void {
    this.steps.end();
    this.peer.close();
  }

  private async describe(iceRestart: boolean): Promise<void> {
    await this.peer.setLocalDescription(await this.peer.createOffer({ iceRestart }));
  }

  private say(): void {
    const sdp = this.peer.localDescription?.sdp;
    const tracks = Object.entries(this.lines).flatMap(([name, { mid }]) =>
      mid === null ? [] : [{ mid, source: SOURCES[name as keyof SentTracks] }],
    );
    if (!sdp) return;
    this.words.offer(sdp, tracks);
    this.isSaid = true;
    if (this.peer.iceGatheringState === 'complete') this.words.candidate(null);
  }

  private async apply(): Promise<void> {
    const { microphone, camera, screen } = this.tracks;
    await this.lines.microphone.sender.replaceTrack(microphone);
    await this.lines.camera.sender.replaceTrack(camera);
    await this.lines.screen.sender.replaceTrack(screen);
  }

  private linesIn(peer: RTCPeerConnection): Lines {
    const lines = openLines(peer);
    if (!this.gate) return lines;
    for (const line of Object.values(lines)) {
      this.gate.sends(line.sender, line.receiver.track.kind);
      preferSealable(line);
    }
    return lines;
  }

  private connection(): RTCPeerConnection {
    const peer = new RTCPeerConnection({ iceServers: [...this.iceServers], bundlePolicy: 'max-bundle' });
    peer.onicecandidate = ({ candidate }) => {
      // What is found before the offer is said stands in it.
      if (peer !== this.peer || !this.isSaid) return;
      // An empty one says that no more of its kind come; the contract has a word for that.
      if (candidate?.candidate) this.words.candidate(candidate.toJSON());
      else if (!candidate) this.words.candidate(null);
    };
    peer.onconnectionstatechange = () => {
      if (peer !== this.peer) return;
      const { connectionState } = peer;
      if (connectionState === 'connected') this.state.set('connected');
      if (connectionState === 'disconnected' || connectionState === 'failed') this.state.set('broken');
      if (connectionState === 'failed') this.offer();
    };
    return peer;
  }
}

function openLines(peer: RTCPeerConnection): Lines {
  const direction = 'sendonly';
  return {
    microphone: peer.addTransceiver('audio', { direction }),
    camera: peer.addTransceiver('video', { direction, sendEncodings: [...SIZES] }),
    screen: peer.addTransceiver('video', { direction, sendEncodings: [...SCREEN] }),
  };
}
