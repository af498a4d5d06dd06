import { expect, test } from 'vitest';
import { summaryKey } from './summary.rules';

const shows = (...kinds: string[]) => kinds.map((kind) => ({ role: 'INLINE', file: { kind } }));

test.each([
  ['words', { text: 'Hi', attachments: shows('IMAGE') }, null],
  ['nothing', { text: null, attachments: [] }, null],
  ['pictures', { text: null, attachments: shows('IMAGE', 'IMAGE') }, 'chat.file.summary.picture'],
  ['a film', { text: ' ', attachments: shows('VIDEO') }, 'chat.file.summary.film'],
  ['different things', { text: null, attachments: shows('IMAGE', 'DOCUMENT') }, 'chat.file.summary.file'],
  [
    'a file that is hidden',
    { text: null, attachments: [{ role: 'ATTACHED', file: null }] },
    'chat.file.summary.file',
  ],
  ['a call', { kind: 'CALL', text: null, attachments: [] }, 'chat.call.said'],
  [
    'a voice',
    { text: null, attachments: [{ role: 'VOICE', file: { kind: 'AUDIO' } }] },
    'chat.voice.message',
  ],
])('a message of %s', (_what, message, key) => {
  expect(summaryKey(message)).toBe(key);
});
