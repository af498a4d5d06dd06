import { invalid } from '@parley/kit';
import type { MediaDirection } from './media-direction.js';
import type { SignalKind } from './signal-kind.js';
import type { MediaSignalInput } from './signal.inputs.js';

/** As long as descriptions of many tracks are; Chromium's for a call of two is 7 KB. */
const LONGEST_SDP = 65_536;
/** An answer to a media server has a part for each track of everybody. */
const LONGEST_ROOM_ANSWER = 262_144;
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

/** What no device says. */
const SERVERS: ReadonlySet<SignalKind> = new Set(['LISTENING', 'MOVED', 'LOST', 'KEYS']);

const MOST_TRACKS = 8;
const MID = /^[\w.-]{1,16}$/;

/** A step between two devices: what only a media server understands is not for them. */
function checkForDevice({ kind, direction, tracks }: MediaSignalInput): void {
  if (kind === 'RESTART') throw invalid('kind', 'Only the media server begins anew when it is told');
  if (direction != null) throw invalid('direction', 'Two devices have one connection');
  if (tracks != null) throw invalid('tracks', 'Tracks are named to the media server alone');
}

/** Who offers what to whom, at the media server. */
const DIRECTIONS: Partial<Record<SignalKind, readonly MediaDirection[]>> = {
  OFFER: ['SEND'],
  ANSWER: ['RECEIVE'],
  RESTART: ['RECEIVE'],
  CANDIDATE: ['SEND', 'RECEIVE'],
  CANDIDATES_END: ['SEND', 'RECEIVE'],
};

/** A step towards the media server. */
function checkForServer({ kind, direction, tracks }: MediaSignalInput): void {
  const directions = DIRECTIONS[kind];
  if (directions ? !directions.some((each) => each === direction) : direction != null) {
    throw invalid('direction', directions ? `This takes ${directions.join(' or ')}` : 'This is about both');
  }
  if (kind !== 'OFFER') {
    if (tracks != null) throw invalid('tracks', 'Only an offer names tracks');
    return;
  }
  const mids = (tracks ?? []).map(({ mid }) => mid);
  if (mids.length === 0 || mids.length > MOST_TRACKS) throw invalid('tracks', `1 to ${MOST_TRACKS} tracks`);
  if (!mids.every((mid) => MID.test(mid)) || new Set(mids).size < mids.length) {
    throw invalid('tracks', 'Each track has a media id of its own');
  }
}

/**
 * Checks that a signal holds what its kind needs and nothing else.
 * @throws INVALID naming the field
 */
export function checkSignal(signal: MediaSignalInput): void {
  const { kind, sdp, candidate, toParticipantId } = signal;
  if (SERVERS.has(kind)) {
    throw invalid('kind', 'Only the server says what becomes of a stream or a seat, or was sealed for it');
  }
  if (toParticipantId == null) checkForServer(signal);
  else checkForDevice(signal);
  const describes = kind === 'OFFER' || kind === 'ANSWER';
  const longest = toParticipantId == null && kind === 'ANSWER' ? LONGEST_ROOM_ANSWER : LONGEST_SDP;
  if (describes) needs('sdp', sdp, longest);
  else if (sdp != null) throw invalid('sdp', 'This kind of signal has no sdp');
  if (kind === 'CANDIDATE') needs('candidate', candidate, LONGEST_CANDIDATE);
  else if (candidate != null) throw invalid('candidate', 'This kind of signal has no candidate');
}
