import nodeDataChannel, { type PeerConnection, type Track } from 'node-datachannel';

export { Film, type Scene } from './film.js';

/** An ICE candidate as browsers write it. */
interface Candidate {
  readonly candidate: string;
  readonly sdpMid?: string;
  readonly sdpMLineIndex?: number;
}

const AUDIO = { payloadType: 111, ssrc: 1111, level: 1 };
const VIDEO = { payloadType: 96, ssrc: 2222 };
const CANDIDATES = /a=(candidate:.*|end-of-candidates)\r\n/g;
const AUDIO_LEVEL = 'urn:ietf:params:rtp-hdrext:ssrc-audio-level';

/** What is said between the two ends, whatever brings it there. */
interface Signalling {
  readonly trickle: (candidate: Candidate | null) => void;
}

function connection(name: string, { trickle }: Signalling): PeerConnection {
  const peer = new nodeDataChannel.PeerConnection(name, { iceServers: [] });
  peer.onLocalCandidate((candidate, mid) => {
    trickle({ candidate: candidate.replace(/^a=/, ''), sdpMid: mid });
  });
  peer.onGatheringStateChange((state) => {
    if (state === 'complete') trickle(null);
  });
  return peer;
}

/** An RTP packet; audio bears its level, 0 as loud as can be and 127 silent. */
function packet(kind: 'audio' | 'video', sequence: number, level: number): Buffer {
  const { payloadType, ssrc } = kind === 'audio' ? AUDIO : VIDEO;
  const header = Buffer.alloc(kind === 'audio' ? 20 : 12);
  header[0] = kind === 'audio' ? 0x90 : 0x80;
  header[1] = payloadType | (kind === 'video' ? 0x80 : 0);
  header.writeUInt16BE(sequence & 0xffff, 2);
  header.writeUInt32BE((sequence * (kind === 'audio' ? 960 : 1800)) >>> 0, 4);
  header.writeUInt32BE(ssrc, 8);
  if (kind === 'audio') {
    // One header extension of one byte: voice, and its level.
    header.writeUInt16BE(0xbede, 12);
    header.writeUInt16BE(1, 14);
    header[16] = AUDIO.level << 4;
    header[17] = 0x80 | level;
    return Buffer.concat([header, Buffer.alloc(60, 0x55)]);
  }
  // A VP8 key frame of 640x360: descriptor, frame tag, start code, size.
  const frame = Buffer.from([0x10, 0x10, 0x02, 0x00, 0x9d, 0x01, 0x2a, 0x80, 0x02, 0x68, 0x01]);
  return Buffer.concat([header, frame, Buffer.alloc(700, 0x2a)]);
}

/** Where an RTP packet stands in its stream: RFC 3550, section 5.1. */
interface Standing {
  readonly sequence: number;
  readonly timestamp: number;
}

const standingOf = (rtp: Buffer): Standing => ({
  sequence: rtp.readUInt16BE(2),
  timestamp: rtp.readUInt32BE(4),
});

/** Somebody who sends sound and a picture, made by hand: Janus looks no further than the headers. */
export class Speaker {
  private readonly peer: PeerConnection;
  private readonly tracks: { readonly kind: 'audio' | 'video'; readonly track: Track }[] = [];
  private sequence = 0;
  private timer: NodeJS.Timeout | undefined;
  private level = 20;
  /** Where each stream has come to, and by how much packets that others make differ from that. */
  private readonly ends: Record<'audio' | 'video', Standing> = {
    audio: { sequence: 0, timestamp: 0 },
    video: { sequence: 0, timestamp: 0 },
  };
  private readonly shifts = new Map<'audio' | 'video', Standing>();

  constructor(signalling: Signalling) {
    this.peer = connection('speaker', signalling);
  }

  /** A description with one track of sound and one of pictures. */
  offer(): Promise<string> {
    const audio = new nodeDataChannel.Audio('0', 'SendOnly');
    audio.addOpusCodec(AUDIO.payloadType);
    audio.addSSRC(AUDIO.ssrc, 'speaker', 'speaker', 'audio');
    const video = new nodeDataChannel.Video('1', 'SendOnly');
    video.addVP8Codec(VIDEO.payloadType);
    video.addSSRC(VIDEO.ssrc, 'speaker', 'speaker', 'video');
    this.tracks.push({ kind: 'audio', track: this.peer.addTrack(audio) });
    this.tracks.push({ kind: 'video', track: this.peer.addTrack(video) });
    return new Promise((resolve) => {
      this.peer.onLocalDescription((sdp) => {
        resolve(sdp.replace('a=mid:0\r\n', `a=mid:0\r\na=extmap:${AUDIO.level} ${AUDIO_LEVEL}\r\n`));
      });
      this.peer.setLocalDescription();
    });
  }

  /** Takes the answer, and sends so many packets a second of each track from when they are open. */
  begin(answer: string, packetsPerSecond = 50): void {
    this.peer.setRemoteDescription(answer, 'answer');
    this.timer = setInterval(() => {
      this.sequence += 1;
      for (const { kind, track } of this.tracks) {
        if (!track.isOpen()) continue;
        const own = packet(kind, this.sequence, this.level);
        this.ends[kind] = standingOf(own);
        track.sendMessageBinary(own);
      }
    }, 1_000 / packetsPerSecond);
  }

  /** How loud it is, 0 to 127 (silence). */
  speak(level: number): void {
    this.level = level;
  }

  /**
   * Sends an RTP packet that somebody else made, numbered and timed on from what was sent before: a clock that jumped
   * would be hours of silence to whoever records it.
   */
  pass(kind: 'audio' | 'video', made: Buffer): void {
    const [{ sequence, timestamp }, end] = [standingOf(made), this.ends[kind]];
    const shift = this.shifts.get(kind) ?? {
      sequence: end.sequence + 1 - sequence,
      timestamp: end.timestamp + 1_800 - timestamp,
    };
    this.shifts.set(kind, shift);
    const next = Buffer.from(made);
    next.writeUInt16BE((sequence + shift.sequence) & 0xffff, 2);
    next.writeUInt32BE((timestamp + shift.timestamp) >>> 0, 4);
    this.ends[kind] = standingOf(next);
    for (const { track } of this.tracks.filter((each) => each.kind === kind)) {
      if (track.isOpen()) track.sendMessageBinary(next);
    }
  }

  /** Sends nothing any more. */
  pause(): void {
    clearInterval(this.timer);
    this.shifts.clear();
  }

  hear(candidate: Candidate): void {
    this.peer.addRemoteCandidate(candidate.candidate, candidate.sdpMid ?? '0');
  }

  close(): void {
    clearInterval(this.timer);
    this.peer.close();
  }
}

/** Somebody who receives, and counts what arrives of each track. */
export class Viewer {
  private readonly peer: PeerConnection;
  private readonly tracks: Track[] = [];
  private readonly bytes = new Map<string, number>();
  private answered: (sdp: string) => void = () => undefined;

  constructor(signalling: Signalling) {
    this.peer = connection('viewer', signalling);
    this.peer.onTrack((track) => {
      this.tracks.push(track);
      track.onMessage((message) => {
        this.bytes.set(track.mid(), this.received(track.mid()) + message.length);
      });
    });
    this.peer.onLocalDescription((sdp, type) => {
      if ((type as string) === 'answer') this.answered(sdp);
    });
  }

  /** Answers, and leaves the candidates for later: what is asked of Janus before it knows us is asked in vain. */
  answer(offer: string): Promise<string> {
    return new Promise((resolve) => {
      this.answered = resolve;
      this.peer.setRemoteDescription(offer.replaceAll(CANDIDATES, ''), 'offer');
    });
  }

  hearAll(offer: string): void {
    for (const [line] of offer.matchAll(/candidate:.*/g)) this.hear({ candidate: line, sdpMid: '0' });
  }

  /** Whether the way to the other side holds. */
  get isConnected(): boolean {
    return this.peer.state() === 'connected';
  }

  received(mid: string): number {
    return this.bytes.get(mid) ?? 0;
  }

  hear(candidate: Candidate): void {
    this.peer.addRemoteCandidate(candidate.candidate, candidate.sdpMid ?? '0');
  }

  close(): void {
    this.peer.close();
  }
}

/** Ends the threads of all connections, after which the process can end by itself. */
export function endPeers(): void {
  nodeDataChannel.cleanup();
}
