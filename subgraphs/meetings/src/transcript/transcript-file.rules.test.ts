import { expect, test } from 'vitest';
import { readTranscriptFile } from './transcript-file.rules.js';
import { VTT_HEAD, vttOf } from './vtt.rules.js';

const cue = (startSeconds: number, endSeconds: number, text: string, voice: string | null = null) => ({
  ...{ startSeconds, endSeconds, voice, text },
});

test('WebVTT is read with its voices; notes, styles, settings, tags and times within words are not said', () => {
  const file = [
    '\uFEFFWEBVTT - A meeting',
    'Kind: captions',
    '',
    'NOTE made by hand',
    'over two lines',
    '',
    'STYLE',
    '::cue { color: red }',
    '',
    'intro',
    '00:01.500 --> 00:00:04.000 align:start line:0%',
    '<v.loud Amara Okafor>Good <b>morning</b>,',
    '<00:00:02.000><c.yellow>everybody</c></v> &amp; welcome',
    '',
    '00:00:05.000 --> 00:00:06.000',
    '<v Bo>Hi!</v><v Cleo>a &lt; b',
  ].join('\r\n');
  expect(readTranscriptFile(file)).toEqual([
    cue(1.5, 4, 'Good morning, everybody', 'Amara Okafor'),
    cue(1.5, 4, '& welcome'),
    cue(5, 6, 'Hi!', 'Bo'),
    cue(5, 6, 'a < b', 'Cleo'),
  ]);
});

test('SubRip is read with or without numbers, without what lays it out, in the order of time', () => {
  const file =
    '2\n00:00:05,250 --> 00:00:06,000\n{\\an8}<i>Second</i>\nline\n\n\n1\n0:00:01,000 --> 0:00:02,000\n<font color="red">First</font>\n\n00:00:07.000 --> 00:00:08.000\nThird';
  expect(readTranscriptFile(file)).toEqual([
    cue(1, 2, 'First'),
    cue(5.25, 6, 'Second line'),
    cue(7, 8, 'Third'),
  ]);
});

test('a file with the line ends of old machines is read too', () => {
  expect(readTranscriptFile('WEBVTT\r\r00:00.000 --> 00:01.000\rOne')).toEqual([cue(0, 1, 'One')]);
});

test.each([
  ['what is no file of subtitles', 'Dear all,\nhere is what was said.', 'Line 1: Expected a time'],
  ['WebVTT under another name', 'WEBVTTX\n\n00:00.000 --> 00:01.000\nHi', 'Line 1: Expected a time'],
  ['bytes', 'WEBVTT\n\n\0\u0001\u0002', 'This is no text'],
  ['half of a character', 'WEBVTT\n\n00:00.000 --> 00:01.000\n\uD83D', 'This is no text'],
  ['nothing', '', 'Nobody says anything'],
  ['a head alone', 'WEBVTT\n\nNOTE nothing else', 'Nobody says anything'],
  ['words without any', 'WEBVTT\n\n00:00.000 --> 00:01.000\n<b></b>', 'Nobody says anything'],
  ['an end before its beginning', 'WEBVTT\n\n00:05.000 --> 00:04.000\nHi', 'Line 3: The end has to come'],
  ['no time at all', 'WEBVTT\n\n00:05.000 --> 00:05.000\nHi', 'Line 3: The end has to come'],
  ['minutes beyond sixty', 'WEBVTT\n\nid\n00:61:00.000 --> 00:62:00.000\nHi', 'Line 4: Minutes and seconds'],
  ['a meeting of a year', 'WEBVTT\n\n8760:00:00.000 --> 8760:00:01.000\nHi', 'Line 3: No meeting lasts'],
  ['a time with a comma in WebVTT', 'WEBVTT\n\n00:00:01,000 --> 00:00:02,000\nHi', 'Line 3: Expected a time'],
  ['half a time', '1\n00:00:01,000 -->\nHi', 'Line 2: Expected a time'],
  [
    'a cue that is a book',
    `WEBVTT\n\n00:00.000 --> 00:01.000\n${'a'.repeat(4_001)}`,
    'Line 4: At most 4,000',
  ],
  ['a file that is too long', `WEBVTT\n${'\n'.repeat(200_000)}`, 'At most 200,000 characters'],
])('%s is refused', (_what, text, sentence) => {
  expect(() => readTranscriptFile(text)).toThrow(sentence);
});

test('more pieces than a meeting has are refused', () => {
  const many = (count: number) => `WEBVTT\n\n${'00:00.000 --> 00:01.000\n!\n\n'.repeat(count)}`;
  expect(readTranscriptFile(many(5_000))).toHaveLength(5_000);
  expect(() => readTranscriptFile(many(5_001))).toThrow('At most 5,000 pieces; this has 5,001');
});

test('what looks like a way to keep a reader busy is read at once', () => {
  const hostile = `WEBVTT\n\n00:00.000 --> 00:01.000\n${'<v '.repeat(1_300)}`;
  const spaces = `WEBVTT\n\n00:00.000 -->${' '.repeat(199_000)}x`;
  const ampersands = `1\n0:00:00,000 --> 0:00:01,000\n${'<font '.repeat(660)}`;
  const begun = performance.now();
  expect(readTranscriptFile(hostile)[0]?.text).toContain('<v');
  expect(() => readTranscriptFile(spaces)).toThrow('Line 3');
  expect(readTranscriptFile(ampersands)[0]?.text).toContain('<font');
  expect(performance.now() - begun).toBeLessThan(1_000);
});

test('what is written is read back', () => {
  const cues = [
    cue(0.001, 3_599.999, 'a < b & c > d', 'Ana <Ms> & Co'),
    cue(3_600, 359_999.5, 'No one speaks'),
  ];
  expect(readTranscriptFile(VTT_HEAD + cues.map(vttOf).join(''))).toEqual(cues);
});
