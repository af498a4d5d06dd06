import { expect, test } from 'vitest';
import type { MeetingTranscriptQuery, SaidWordsFragment } from '../../../generated/graphql';
import { afterTranscriptEvent, mayBring, turnsOf } from './transcript.rules';

const said = (id: string, speakerName: string, startSeconds: number): SaidWordsFragment => ({
  ...{ __typename: 'TranscriptSegment', id, speakerName, startSeconds, endSeconds: startSeconds + 2 },
  ...{ text: `Words of ${id}`, speaker: null },
});

test('words of one person that follow each other are one turn, until a pause or another speaks', () => {
  const turns = turnsOf([
    said('a', 'Ana', 0),
    said('b', 'Ana', 3),
    said('c', 'Bo', 5),
    said('d', 'Ana', 8),
    said('e', 'Ana', 60),
  ]);
  expect(turns.map(({ speakerName, pieces }) => [speakerName, pieces.map(({ id }) => id).join('')])).toEqual([
    ['Ana', 'ab'],
    ['Bo', 'c'],
    ['Ana', 'd'],
    ['Ana', 'e'],
  ]);
});

test('where days are told apart, the first turn of each says which it is', () => {
  const day = 24 * 60 * 60;
  const segments = [
    said('a', 'Ana', 0),
    said('b', 'Bo', 30),
    said('c', 'Ana', day),
    said('d', 'Bo', day + 5),
  ];
  const began = '2026-11-23T12:00:00.000Z';
  expect(turnsOf(segments, began).map(({ day: on }) => on?.toISOString() ?? null)).toEqual([
    began,
    null,
    '2026-11-24T12:00:00.000Z',
    null,
  ]);
  expect(turnsOf(segments).map(({ day: on }) => on)).toEqual([null, null, null, null]);
});

const shown = (hasNextPage = false): MeetingTranscriptQuery => ({
  meeting: {
    ...{ __typename: 'Meeting', id: 'm', transcriptCursor: 'c', kind: 'INSTANT', state: 'LIVE' },
    ...{ encryption: 'SERVER', startedAt: null, viewerCan: [] },
    transcript: {
      ...{ __typename: 'Transcript', id: 't', language: 'en', countedFrom: null },
      segments: {
        __typename: 'TranscriptSegmentConnection',
        nodes: [said('a', 'Ana', 0)],
        pageInfo: { __typename: 'PageInfo', hasNextPage, endCursor: null },
      },
    },
  },
});
const grew = (id: string) => ({
  __typename: 'TranscriptGrew' as const,
  ...{ cursor: '1', at: '2026-01-01T00:00:00Z', segment: said(id, 'Bo', 4) },
});
const idsIn = (data: MeetingTranscriptQuery | 'reread') =>
  data === 'reread' ? data : data.meeting?.transcript?.segments.nodes.map(({ id }) => id);

test('what was just said follows, once', () => {
  const after = afterTranscriptEvent(shown(), grew('b'), false);
  expect(idsIn(after)).toEqual(['a', 'b']);
  expect(idsIn(afterTranscriptEvent(after as MeetingTranscriptQuery, grew('b'), false))).toEqual(['a', 'b']);
});

test('it does not where something is looked for or a page is missing', () => {
  expect(idsIn(afterTranscriptEvent(shown(), grew('b'), true))).toBe('reread');
  expect(idsIn(afterTranscriptEvent(shown(true), grew('b'), false))).toEqual(['a']);
});

test('hosts bring words, of a call both; of what is encrypted nobody does', () => {
  const meeting = { kind: 'INSTANT', encryption: 'SERVER', viewerCan: ['READ', 'EDIT'] };
  expect(mayBring(meeting)).toBe(true);
  expect(mayBring({ ...meeting, viewerCan: ['READ'] })).toBe(false);
  expect(mayBring({ ...meeting, kind: 'CALL', viewerCan: [] })).toBe(true);
  expect(mayBring({ ...meeting, encryption: 'END_TO_END' })).toBe(false);
});
