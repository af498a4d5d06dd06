/** What the statistics of a connection count, from its beginning on. */
export interface Counted {
  readonly atMs: number;
  readonly bytes: number;
  readonly packets: number;
  readonly lost: number;
  readonly jitterMs: number;
  readonly roundTripMs: number;
}

/** What was measured between two counts. */
export interface Measured {
  readonly roundTripMs: number;
  readonly jitterMs: number;
  /** 0 to 1 */
  readonly lossRatio: number;
  readonly bitrateKbps: number;
}

/** How a connection is, in one word. */
export type QualityLevel = 'good' | 'fair' | 'poor';

/** One entry of a statistics report, of which browsers leave out what they do not know. */
interface Entry {
  readonly type: string;
  readonly kind?: string;
  readonly nominated?: boolean;
  readonly state?: string;
  readonly timestamp?: number;
  readonly bytesReceived?: number;
  readonly packetsReceived?: number;
  readonly packetsLost?: number;
  readonly jitter?: number;
  readonly currentRoundTripTime?: number;
}

const sum = (numbers: readonly (number | undefined)[]): number =>
  numbers.reduce<number>((all, each) => all + (each ?? 0), 0);

/** Counts what a report says of everything that is received. */
export function countedIn(report: Iterable<Entry>, atMs: number): Counted {
  const entries = [...report];
  const received = entries.filter(({ type }) => type === 'inbound-rtp');
  const pair = entries.find(
    ({ type, nominated, state }) => type === 'candidate-pair' && nominated && state === 'succeeded',
  );
  return {
    atMs,
    bytes: sum(received.map(({ bytesReceived }) => bytesReceived)),
    packets: sum(received.map(({ packetsReceived }) => packetsReceived)),
    lost: sum(received.map(({ packetsLost }) => packetsLost)),
    jitterMs: Math.max(0, ...received.map(({ jitter }) => (jitter ?? 0) * 1_000)),
    roundTripMs: (pair?.currentRoundTripTime ?? 0) * 1_000,
  };
}

/** What was measured since an earlier count; counts begin anew where the connection did. */
export function measuredBetween(before: Counted | null, now: Counted): Measured {
  const from =
    before && before.bytes <= now.bytes && before.packets <= now.packets
      ? before
      : { ...now, bytes: 0, packets: 0, lost: 0 };
  const lost = Math.max(0, now.lost - from.lost);
  const expected = lost + now.packets - from.packets;
  const seconds = (now.atMs - from.atMs) / 1_000;
  return {
    roundTripMs: Math.round(now.roundTripMs),
    jitterMs: Math.round(now.jitterMs),
    lossRatio: expected > 0 ? Math.round((lost / expected) * 10_000) / 10_000 : 0,
    bitrateKbps: seconds > 0 ? Math.round(((now.bytes - from.bytes) * 8) / 1_000 / seconds) : 0,
  };
}

/** From where people begin to notice, and from where it disturbs them: ITU-T G.114 for delay, G.113 for loss. */
export function levelOf({ roundTripMs, jitterMs, lossRatio }: Measured): QualityLevel {
  if (roundTripMs > 400 || jitterMs > 60 || lossRatio > 0.08) return 'poor';
  return roundTripMs > 200 || jitterMs > 30 || lossRatio > 0.02 ? 'fair' : 'good';
}
