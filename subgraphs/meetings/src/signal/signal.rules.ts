import { invalid } from '@parley/kit';
import type { MediaSignalInput } from './signal.inputs.js';

/** As long as descriptions of many tracks are; Chromium's for a call of two is 7 KB. */
const LONGEST_SDP = 65_536;
const LONGEST_CANDIDATE = 2_048;

const isText = (value: string): boolean => !value.includes('\0') && value.isWellFormed();

function needs(name: 'sdp' | 'candidate', value: string | null | undefined, longest: number): void {
  if (value == null || value === '') throw invalid(name, `This kind of signal needs ${name}`);
  if (value.length > longest) {
    throw invalid(
      name,
      `At most ${longest.toLocaleString('en')} characters, this has ${value.length.toLocaleString('en')}`,
    );
  }
  if (!isText(value)) throw invalid(name, 'Use plain text');
}

/**
 * Checks that a signal holds what its kind needs and nothing else.
 * @throws INVALID naming the field
 */
export function checkSignal({ kind, sdp, candidate }: MediaSignalInput): void {
  if (kind === 'MOVED') throw invalid('kind', 'Only the server says that a seat has moved');
  const describes = kind === 'OFFER' || kind === 'ANSWER';
  if (describes) needs('sdp', sdp, LONGEST_SDP);
  else if (sdp != null) throw invalid('sdp', 'This kind of signal has no sdp');
  if (kind === 'CANDIDATE') needs('candidate', candidate, LONGEST_CANDIDATE);
  else if (candidate != null) throw invalid('candidate', 'This kind of signal has no candidate');
}
