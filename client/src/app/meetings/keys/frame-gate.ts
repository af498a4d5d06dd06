import type { FrameCounts, FrameRules } from './frame-shutter';
import type { TrackOptions } from './frames.worker';

/** Whether this browser lets us seal frames at all. */
export const canSeal = (): boolean =>
  'RTCRtpScriptTransform' in globalThis && 'Worker' in globalThis && 'subtle' in crypto;

/** What can be packed after it was sealed: `clear-bytes.rules.ts` knows these two and no other. */
const CODECS = ['audio/opus', 'video/vp8', 'video/rtx'];

/** The worker that every frame of a call passes, out and in. */
export class FrameGate {
  private readonly worker = new Worker(new URL('./frames.worker', import.meta.url), { type: 'module' });

  /** @param told what became of frames that came in, about every second */
  constructor(told: (counts: FrameCounts) => void) {
    this.worker.onmessage = ({ data }: MessageEvent<FrameCounts>) => {
      told(data);
    };
  }

  follow(rules: FrameRules): void {
    this.worker.postMessage(rules);
  }

  /** Whatever leaves here is sealed. */
  sends(sender: RTCRtpSender, kind: string): void {
    const sizes = sender.getParameters().encodings.flatMap(({ rid }) => rid ?? []);
    sender.transform = this.transform({ ...kindOf(kind), direction: 'send', owner: null, sizes });
  }

  /** Whatever arrives here is opened, where it is from that participant; null for whoever is at the other end. */
  receives(receiver: RTCRtpReceiver, owner: string | null): void {
    const kind = kindOf(receiver.track.kind);
    receiver.transform = this.transform({ ...kind, direction: 'receive', owner, sizes: [] });
  }

  close(): void {
    this.worker.terminate();
  }

  private transform(options: TrackOptions): RTCRtpScriptTransform {
    return new RTCRtpScriptTransform(this.worker, options);
  }
}

const kindOf = (kind: string): Pick<TrackOptions, 'kind'> => ({
  kind: kind === 'audio' ? 'sound' : 'picture',
});

/** Agrees on nothing but what can be sealed. */
export function preferSealable(line: RTCRtpTransceiver): void {
  const known = RTCRtpReceiver.getCapabilities(line.receiver.track.kind)?.codecs ?? [];
  line.setCodecPreferences(known.filter(({ mimeType }) => CODECS.includes(mimeType.toLowerCase())));
}
