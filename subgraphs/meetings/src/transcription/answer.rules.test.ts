import { expect, test } from 'vitest';
import { UnusableAnswer, readAnswer } from './answer.rules.js';

const json = (said: unknown) => readAnswer('application/json; charset=utf-8', JSON.stringify(said));

test('segments of JSON are words with their times, and the language where it is one', () => {
  const segments = [
    { start: 0.5, end: 2, text: ' Good\n morning ', confidence: 0.9 },
    { start: 3, end: 2.5, text: 'Then' },
    { start: 4, end: 5, text: ' ' },
  ];
  expect(json({ segments, language: 'en' })).toEqual({
    language: 'en',
    words: [
      { startSeconds: 0.5, endSeconds: 2, text: 'Good morning' },
      { startSeconds: 3, endSeconds: 3, text: 'Then' },
    ],
  });
  expect(json({ segments: [], language: 'a language' })).toEqual({ language: null, words: [] });
});

test('cues of WebVTT are, whoever they name', () => {
  const body = 'WEBVTT\n\n00:01.000 --> 00:02.500\n<v Speaker 1>Good <b>morning</b>\n';
  expect(readAnswer('text/vtt', body)).toEqual({
    language: null,
    words: [{ startSeconds: 1, endSeconds: 2.5, text: 'Good morning' }],
  });
});

test.each([
  ['text/html', '<p>Sign in</p>', 'it is neither application/json nor text/vtt'],
  ['application/json', '{', 'it is no JSON'],
  ['application/json', 'null', 'it has no list of segments'],
  ['application/json', '{"segments":[null]}', 'segment 1 has no start, end and text'],
  [
    'application/json',
    '{"segments":[{"start":-1,"end":1,"text":"x"}]}',
    'segment 1 has no start, end and text',
  ],
  [
    'application/json',
    '{"segments":[{"start":0,"end":"1","text":"x"}]}',
    'segment 1 has no start, end and text',
  ],
  ['text/vtt', 'WEBVTT\n\n00:05.000 --> 00:01.000\nHi', 'Line 3: The end has to come after the beginning'],
])('an answer of %s that says %s cannot be used: %s', (type, body, why) => {
  expect(() => readAnswer(type, body)).toThrow(new UnusableAnswer(why));
});
