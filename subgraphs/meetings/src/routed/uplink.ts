import type { SeatEvent } from '../janus/media-event.js';

/** How what somebody sends arrives at the media server: the worst of their tracks. */
export interface Uplink {
  readonly participantId: string;
  readonly roundTripMs: number;
  readonly jitterMs: number;
  readonly lossRatio: number;
}

const worse = (one: Uplink, other: Uplink): Uplink => ({
  participantId: one.participantId,
  roundTripMs: Math.max(one.roundTripMs, other.roundTripMs),
  jitterMs: Math.max(one.jitterMs, other.jitterMs),
  lossRatio: Math.max(one.lossRatio, other.lossRatio),
});

/** What media servers measured since it was last taken. */
export class Uplinks {
  private measured = new Map<string, Uplink>();

  note(event: SeatEvent): void {
    // A track that stands still says nothing of the line.
    if (event.kind !== 'quality' || event.side !== 'publisher' || event.receivedBitsPerSecond === 0) return;
    const participantId = event.participant;
    const uplink: Uplink = {
      ...{ participantId, roundTripMs: event.rttMs, jitterMs: event.jitterMs },
      lossRatio: 1 - Math.min(100, event.inQuality) / 100,
    };
    const before = this.measured.get(participantId);
    this.measured.set(participantId, before ? worse(before, uplink) : uplink);
  }

  take(): readonly Uplink[] {
    const all = [...this.measured.values()];
    this.measured = new Map();
    return all;
  }
}
