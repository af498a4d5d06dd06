import { type Signal, signal, untracked } from '@angular/core';
import type { MediaSource } from '../../../generated/graphql';
import type { ReceivedMedia as FromDevice } from '../media/peer-link';
import type { ReceivedMedia } from './received.rules';

/** So long the other device may still need what this one sends to it, once the media server carries the other, in milliseconds. */
const LINGER_MS = 4_000;

/** What flows from device to device. */
interface DeviceLine {
  readonly received: Signal<FromDevice | null>;
  readonly close: () => void;
}

const LINES: readonly (readonly [MediaSource, keyof FromDevice])[] = [
  ['MICROPHONE', 'sound'],
  ['CAMERA', 'camera'],
  ['SCREEN', 'screen'],
];

/**
 * What flows from device to device while a call becomes a room: the other is heard and seen by it until the media server
 * carries them, so that nothing of them is missed.
 */
export class Bridge {
  private readonly flowing = signal<ReadonlySet<MediaStreamTrack>>(new Set());
  private readonly isClosed = signal(false);
  private closing: ReturnType<typeof setTimeout> | undefined;

  /** @param participantId the other */
  constructor(
    private readonly line: DeviceLine,
    private readonly participantId: string,
  ) {}

  /** Looks whether the other arrives by the media server, and closes a little later. */
  follow(routed: ReceivedMedia): void {
    const streams = Object.values(routed.get(this.participantId) ?? {});
    const known = untracked(this.flowing);
    for (const track of streams.flatMap((stream) => stream.getTracks())) {
      if (known.has(track)) continue;
      if (!track.muted) this.note(track);
      else {
        const unmuted = (): void => {
          this.note(track);
        };
        track.addEventListener('unmute', unmuted, { once: true });
      }
    }
  }

  /** What is received, with what of the other only comes from their device. */
  over(routed: ReceivedMedia): ReceivedMedia {
    const device = this.isClosed() ? null : this.line.received();
    if (!device) return routed;
    const theirs = routed.get(this.participantId) ?? {};
    const bridged = LINES.map(([source, line]) => {
      const stream = theirs[source];
      return [source, stream && this.flows(stream) ? stream : device[line]] as const;
    });
    return new Map(routed).set(this.participantId, { ...theirs, ...Object.fromEntries(bridged) });
  }

  close(): void {
    clearTimeout(this.closing);
    this.isClosed.set(true);
    this.line.close();
  }

  private flows(stream: MediaStream): boolean {
    return stream.getTracks().every((track) => this.flowing().has(track));
  }

  private note(track: MediaStreamTrack): void {
    this.flowing.update((tracks) => new Set([...tracks, track]));
    this.closing ??= setTimeout(() => {
      this.close();
    }, LINGER_MS);
  }
}
