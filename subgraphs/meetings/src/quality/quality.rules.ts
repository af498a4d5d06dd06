import { invalid } from '@parley/kit';

/** What a device measures of what it receives. */
export interface Measurement {
  readonly roundTripMs: number;
  readonly jitterMs: number;
  readonly lossRatio: number;
  readonly bitrateKbps: number;
}

const MOST: Readonly<Record<keyof Measurement, number>> = {
  roundTripMs: 60_000,
  jitterMs: 60_000,
  lossRatio: 1,
  bitrateKbps: 10_000_000,
};

/** @throws INVALID naming what cannot have been measured */
export function checkMeasurement(measured: Measurement): void {
  for (const [name, most] of Object.entries(MOST)) {
    const value = measured[name as keyof Measurement];
    if (!Number.isFinite(value) || value < 0 || value > most) {
      throw invalid(name, `Between 0 and ${most.toLocaleString('en')}, ${String(value)} was given`);
    }
  }
}

/** Rating of a call that nothing impairs: ITU-T G.107 (06/2015), table 3. */
const UNIMPAIRED = 93.2;
/** Opus resists random loss about as well as this packet-loss robustness factor says (ITU-T G.113 Amd. 1). */
const ROBUSTNESS = 15;
/** What a device adds by coding and by evening out what arrives unevenly, in milliseconds. */
const CODING_MS = 40;

/**
 * The mean opinion score, 1 to 5, of what was measured: the E-model of ITU-T G.107, where delay impairs by its
 * one-way length (§7.4, as approximated by Cole and Rosenbluth, "Voice over IP performance monitoring", 2001) and loss
 * by how well the codec bears it (§7.5).
 */
export function scoreOf({ roundTripMs, jitterMs, lossRatio }: Measurement): number {
  const delay = roundTripMs / 2 + 2 * jitterMs + CODING_MS;
  const byDelay = 0.024 * delay + 0.11 * Math.max(0, delay - 177.3);
  const loss = lossRatio * 100;
  const byLoss = (95 * loss) / (loss + ROBUSTNESS);
  const rating = Math.min(100, Math.max(0, UNIMPAIRED - byDelay - byLoss));
  const score = 1 + 0.035 * rating + rating * (rating - 60) * (100 - rating) * 7e-6;
  // The curve dips below its lower end for very low ratings.
  return Math.round(Math.max(1, score) * 100) / 100;
}
