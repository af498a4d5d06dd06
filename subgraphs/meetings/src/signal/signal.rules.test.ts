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
