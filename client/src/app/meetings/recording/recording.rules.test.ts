import { expect, test } from 'vitest';
import type { CallViewFragment } from '../../../generated/graphql';
import {
  type ActiveRecording,
  castOf,
  concernsRecording,
  markOf,
  wayToRecord,
  whyNotRecorded,
} from './recording.rules';

const consent = (displayName: string, state: string, place = 'JOINED') =>
  ({
    id: displayName,
    state,
    participant: { id: displayName, displayName, state: place },
  }) as unknown as ActiveRecording['consents'][number];

test('who is in a recording, of those who are there', () => {
  const consents = [
    consent('Amara', 'GIVEN'),
    consent('Wanjiru', 'DECLINED'),
    consent('Elise', 'WITHDRAWN', 'RECONNECTING'),
    consent('Yuki', 'ASKED'),
    consent('Gone', 'GIVEN', 'LEFT'),
  ];
  expect(castOf({ consents })).toEqual({
    recorded: ['Amara'],
    leftOut: ['Wanjiru', 'Elise'],
    awaited: ['Yuki'],
  });
});

const someone = [{ id: '1', displayName: 'Elise' }] as unknown as ActiveRecording['excluded'];

test.each([
  ['ASKING', [], 'GIVEN', 'asking'],
  ['RUNNING', [], 'GIVEN', 'running'],
  ['RUNNING', someone, 'GIVEN', 'partly'],
  ['RUNNING', someone, 'DECLINED', 'withoutYou'],
  ['RUNNING', someone, null, 'withoutYou'],
] as const)('the mark of what is %s, with %j left out, to who is %s', (state, excluded, own, word) => {
  expect(markOf({ state, excluded }, own)).toBe(word);
});

test('who comes and goes matters while something asks or runs', () => {
  const active = { id: 'recording_1' } as unknown as ActiveRecording;
  expect(concernsRecording('RecordingChanged', { activeRecording: null })).toBe(true);
  expect(concernsRecording('ParticipantChanged', { activeRecording: null })).toBe(false);
  expect(concernsRecording('ParticipantChanged', { activeRecording: active })).toBe(true);
  expect(concernsRecording('QuestionChanged', { activeRecording: active })).toBe(false);
});

test('who may record is told why there is nothing to record', () => {
  const able = (available: boolean) => [
    {
      __typename: 'CapabilityState' as const,
      capability: 'RECORDING' as const,
      available,
      because: 'No server',
    },
  ];
  const room = { viewerCan: ['RECORD' as const], activeRecording: null };
  expect(wayToRecord({ ...room, capabilities: able(true) })).toEqual({ may: true, because: null });
  expect(wayToRecord({ ...room, capabilities: able(false) })).toEqual({ may: true, because: 'No server' });
  expect(wayToRecord({ ...room, viewerCan: ['READ'], capabilities: able(true) }).may).toBe(false);
});

test.each([
  ['they talk, and may', {}, {}, null],
  ['their role does not', {}, { viewerCan: ['READ'] }, 'right'],
  ['no media server is there', { growthMissing: 'Set JANUS_URL' }, {}, 'noServer'],
  ['only the two can hear it', {}, { encryption: 'END_TO_END' }, 'sealed'],
  ['it is on hold', { state: 'HELD' }, {}, 'held'],
  ['it is being handed over', { state: 'TRANSFERRING' }, {}, 'held'],
  [
    'resuming it would not help',
    { state: 'HELD', growthMissing: 'Set JANUS_URL' },
    { encryption: 'END_TO_END' },
    'noServer',
  ],
] as const)('whether a call is recorded where %s', (_where, more, meeting, reason) => {
  const call = {
    ...{ state: 'ACTIVE', growthMissing: null, ...more },
    meeting: { viewerCan: ['READ', 'RECORD'], encryption: 'SERVER', ...meeting },
  } as unknown as CallViewFragment;
  expect(whyNotRecorded(call)).toBe(reason);
});

test('before one has a place in it, a call is not recorded', () => {
  expect(whyNotRecorded({ state: 'ACTIVE', growthMissing: null, meeting: null })).toBe('right');
});
