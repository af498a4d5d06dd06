import { signal } from '@angular/core';
import type { MediaSource, SentTrackInput } from '../../../generated/graphql';
import { type FrameGate, preferSealable } from '../keys/frame-gate';
import { EarlyCandidates } from '../media/early-candidates';
import { HeldCandidates, foundBy, isReached } from '../media/held-candidates';
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

/** What is sent to a room; null for what is not. */
export interface RoomTracks extends SentTracks {
  /** What the shared screen plays. */
  readonly screenSound: MediaStreamTrack | null;
}

const NOTHING: RoomTracks = { microphone: null, camera: null, screen: null, screenSound: null };
const SOURCES: Readonly<Record<keyof RoomTracks, MediaSource>> = {
  microphone: 'MICROPHONE',
  camera: 'CAMERA',
  screen: 'SCREEN',
  screenSound: 'SCREEN_SOUND',
};

/** The lines of a connection by what they carry. */
type Lines = Readonly<
  Record<keyof SentTracks, RTCRtpTransceiver> & { screenSound: RTCRtpTransceiver | null }
>;

/**
 * What this device sends to a room. It has three lines from the beginning, on which tracks come and go: nothing that one
 * switches has to be negotiated, and what is off is not sent at all. The sound of a screen, which few share and all would
 * receive, gets its line with the first screen that plays anything.
 */
export class SendLink {
  private peer: RTCPeerConnection;
  private lines: Lines;
  private tracks = NOTHING;
  private isSaid = false;
  private isAnswered = false;
  private readonly early = new EarlyCandidates();
  private readonly steps = new Steps();
  private ways: HeldCandidates | null = null;

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
      await this.describe(this.state() === 'broken');
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
      // A line that was added while the answer was owed is offered now.
      if (this.lines.screenSound?.mid === null) this.offer();
    });
  }

  candidate(candidate: RTCIceCandidateInit): void {
    this.steps.next(() => this.early.add(this.peer, candidate));
  }

  /** Sends these from now on. */
  show(tracks: RoomTracks): void {
    this.tracks = tracks;
    this.steps.next(() => this.apply());
  }

  stats(): Promise<RTCStatsReport> {
    return this.peer.getStats();
  }

  close(): void {
    this.steps.end();
    this.ways?.forget();
    this.peer.close();
  }

  private async describe(iceRestart: boolean): Promise<void> {
    await this.peer.setLocalDescription(await this.peer.createOffer({ iceRestart }));
  }

  private say(): void {
    const sdp = this.peer.localDescription?.sdp;
    const lines: readonly (readonly [string, RTCRtpTransceiver | null])[] = Object.entries(this.lines);
    const tracks = lines.flatMap(([name, line]) =>
      line?.mid == null ? [] : [{ mid: line.mid, source: SOURCES[name as keyof RoomTracks] }],
    );
    if (!sdp) return;
    this.words.offer(sdp, tracks);
    this.isSaid = true;
    if (this.peer.iceGatheringState === 'complete') this.ways?.add(null);
  }

  private async apply(): Promise<void> {
    const { microphone, camera, screen, screenSound } = this.tracks;
    await this.lines.microphone.sender.replaceTrack(microphone);
    await this.lines.camera.sender.replaceTrack(camera);
    await this.lines.screen.sender.replaceTrack(screen);
    if (screenSound && !this.lines.screenSound) this.addScreenSound();
    await this.lines.screenSound?.sender.replaceTrack(screenSound);
  }

  private addScreenSound(): void {
    const line = this.peer.addTransceiver('audio', { direction: 'sendonly' });
    this.guard(line);
    this.lines = { ...this.lines, screenSound: line };
    if (this.peer.localDescription) this.offer();
  }

  private linesIn(peer: RTCPeerConnection): Lines {
    const lines = openLines(peer);
    for (const line of peer.getTransceivers()) this.guard(line);
    return { ...lines, screenSound: null };
  }

  private guard(line: RTCRtpTransceiver): void {
    if (!this.gate) return;
    this.gate.sends(line.sender, line.receiver.track.kind);
    preferSealable(line);
  }

  private connection(): RTCPeerConnection {
    const peer = new RTCPeerConnection({ iceServers: [...this.iceServers], bundlePolicy: 'max-bundle' });
    this.ways?.forget();
    this.ways = new HeldCandidates(this.words.candidate, () => isReached(peer));
    const found = foundBy(this.ways);
    peer.onicecandidate = (event) => {
      // What is found before the offer is said stands in it.
      if (this.isSaid) found(event);
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

function openLines(peer: RTCPeerConnection): Omit<Lines, 'screenSound'> {
  const direction = 'sendonly';
  return {
    microphone: peer.addTransceiver('audio', { direction }),
    camera: peer.addTransceiver('video', { direction, sendEncodings: [...SIZES] }),
    screen: peer.addTransceiver('video', { direction, sendEncodings: [...SCREEN] }),
  };
}
