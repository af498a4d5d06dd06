import { expect, test } from 'vitest';
import { checkSignal } from './signal.rules.js';
import type { SignalKind } from './signal-kind.js';

const signal =
  (kind: SignalKind, more: { sdp?: string; candidate?: string } = {}) =>
  () => {
    checkSignal({ kind, toParticipantId: 'participant_1', ...more });
  };

test.each([
  signal('READY'),
  signal('OFFER', { sdp: 'v=0' }),
  signal('ANSWER', { sdp: 'x'.repeat(65_536) }),
  signal('CANDIDATE', { candidate: '{}' }),
  signal('CANDIDATES_END'),
])('a signal that is whole is taken', (check) => {
  expect(check).not.toThrow();
});

test.each([
  ['LISTENING is ours', signal('LISTENING')],
  ['MOVED is ours', signal('MOVED')],
  ['KEYS is ours', signal('KEYS')],
  ['an offer without description', signal('OFFER')],
  ['an empty description', signal('ANSWER', { sdp: '' })],
  ['one that is too long', signal('OFFER', { sdp: 'x'.repeat(65_537) })],
  ['one that is not text', signal('OFFER', { sdp: 'v=0\0' })],
  ['a description where none belongs', signal('READY', { sdp: 'v=0' })],
  ['no candidate', signal('CANDIDATE')],
  ['a candidate that is too long', signal('CANDIDATE', { candidate: 'x'.repeat(2_049) })],
  ['a candidate where none belongs', signal('OFFER', { sdp: 'v=0', candidate: '{}' })],
])('%s is refused', (_name, check) => {
  expect(check).toThrow();
});

const TRACKS = [{ mid: '0', source: 'MICROPHONE' as const }];
const OFFER = { kind: 'OFFER', direction: 'SEND', sdp: 'v=0', tracks: TRACKS } as const;

test.each([
  [{ kind: 'READY' }],
  [OFFER],
  [{ kind: 'ANSWER', direction: 'RECEIVE', sdp: 'x'.repeat(262_144) }],
  [{ kind: 'RESTART', direction: 'RECEIVE' }],
  [{ kind: 'CANDIDATE', direction: 'SEND', candidate: '{}' }],
  [{ kind: 'CANDIDATES_END', direction: 'RECEIVE' }],
] as const)('what a media server understands is taken', (toServer) => {
  expect(() => {
    checkSignal(toServer);
  }).not.toThrow();
});

test.each([
  ['LOST is ours', { kind: 'LOST' }],
  ['an offer to receive', { ...OFFER, direction: 'RECEIVE' }],
  ['an offer of no tracks', { ...OFFER, tracks: [] }],
  [
    'an offer of more tracks than anybody has',
    { ...OFFER, tracks: Array.from({ length: 9 }, (_, n) => ({ ...TRACKS[0], mid: String(n) })) },
  ],
  ['two tracks of one media id', { ...OFFER, tracks: [...TRACKS, ...TRACKS] }],
  ['a media id that is none', { ...OFFER, tracks: [{ ...TRACKS[0], mid: 'a b' }] }],
  ['an answer to what is sent', { kind: 'ANSWER', direction: 'SEND', sdp: 'v=0' }],
  ['an answer that is too long', { kind: 'ANSWER', direction: 'RECEIVE', sdp: 'x'.repeat(262_145) }],
  ['a candidate of no connection', { kind: 'CANDIDATE', candidate: '{}' }],
  ['READY for one of the two', { kind: 'READY', direction: 'SEND' }],
  ['tracks without an offer', { kind: 'READY', tracks: TRACKS }],
  ['a restart for a device', { kind: 'RESTART', toParticipantId: 'participant_1' }],
  ['tracks for a device', { kind: 'OFFER', sdp: 'v=0', tracks: TRACKS, toParticipantId: 'participant_1' }],
] as const)('%s is refused', (_name, wrong) => {
  expect(() => {
    checkSignal(wrong as Parameters<typeof checkSignal>[0]);
  }).toThrow();
});
