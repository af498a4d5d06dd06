import { shrink } from '../../ui/waveform/waveform.rules';

const mostHeights = 100;

/** What was heard while recording, as a message bears it: at most a hundred heights, the loudest of them 1. */
export function toWaveform(levels: readonly number[]): readonly number[] {
  const loudest = Math.max(...levels, 0.01);
  return shrink(levels, mostHeights).map((level) => Math.round((level / loudest) * 100) / 100);
}
