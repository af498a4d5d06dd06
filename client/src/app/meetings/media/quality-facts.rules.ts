import type { Measured } from './quality.rules';

/** What of a connection is told, in this order. */
export type QualityFact = 'roundTrip' | 'jitter' | 'loss' | 'bitrate';

/** What was measured of a connection, in words of a language. */
export function factsOf(
  { roundTripMs, jitterMs, lossRatio, bitrateKbps }: Measured,
  language: string,
): readonly { readonly key: QualityFact; readonly value: string }[] {
  const unit = (value: number, name: string): string =>
    new Intl.NumberFormat(language, { style: 'unit', unit: name, unitDisplay: 'short' }).format(value);
  const percent = new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: 1 });
  return [
    { key: 'roundTrip', value: unit(roundTripMs, 'millisecond') },
    { key: 'jitter', value: unit(jitterMs, 'millisecond') },
    { key: 'loss', value: percent.format(lossRatio) },
    { key: 'bitrate', value: unit(bitrateKbps, 'kilobit-per-second') },
  ];
}
