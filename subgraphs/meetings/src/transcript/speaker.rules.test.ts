import { expect, test } from 'vitest';
import { spokenBy } from './speaker.rules.js';

const said = (voice: string | null, text: string) => ({ startSeconds: 0, endSeconds: 1, voice, text });
const there = [
  { personId: 'user_1', displayName: 'Amara Okafor' },
  { personId: 'user_2', displayName: 'José  Núñez' },
  { personId: 'user_3', displayName: 'Bo' },
  { personId: 'user_4', displayName: 'bo' },
];

test.each([
  ['a voice', said('amara okafor', 'Hi'), ['user_1', 'Amara Okafor', 'Hi']],
  ['a voice without accents', said('Jose Nunez', 'Hi'), ['user_2', 'José  Núñez', 'Hi']],
  ['a voice of nobody there', said('The radio', 'Hi'), [null, 'The radio', 'Hi']],
  ['a name that two have', said('Bo', 'Hi'), [null, 'Bo', 'Hi']],
  ['a name before a colon', said(null, 'Amara Okafor: Hi: all'), ['user_1', 'Amara Okafor', 'Hi: all']],
  ['other words before a colon', said(null, 'Note: this'), [null, '', 'Note: this']],
  ['nobody', said(null, 'Hi'), [null, '', 'Hi']],
])('who spoke is known by %s', (_how, cue, expected) => {
  const [spoken] = spokenBy([cue], there);
  expect([spoken?.speakerId, spoken?.speakerName, spoken?.text]).toEqual(expected);
});
