const speeds = [1, 1.5, 2, 0.5] as const;

/** The speed after this one. */
export const nextSpeed = (speed: number): number =>
  speeds[(speeds.findIndex((each) => each === speed) + 1) % speeds.length] ?? 1;

/** A speed as players write it. */
export const speedText = (speed: number): string => `${String(speed)}×`;

const barsUsual = 48;
const lowest = 0.08;

/** Heights to draw, 0 to 1: those that were measured, or for a sound that nobody measured a quiet even line. */
export function waveOf(
  waveform: readonly number[] | null | undefined,
  most: number = barsUsual,
): readonly number[] {
  if (!waveform || waveform.length === 0) return Array<number>(most).fill(lowest * 2);
  return shrink(waveform, Math.min(most, waveform.length)).map((height) => Math.max(lowest, height));
}

/** As many heights as wanted, each the loudest of its part. */
export function shrink(heights: readonly number[], count: number): readonly number[] {
  if (heights.length <= count) return heights;
  return Array.from({ length: count }, (_, n) => {
    const from = Math.floor((n * heights.length) / count);
    const to = Math.max(from + 1, Math.floor(((n + 1) * heights.length) / count));
    return Math.max(...heights.slice(from, to));
  });
}
