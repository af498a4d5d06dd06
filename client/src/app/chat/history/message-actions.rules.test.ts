import { expect, test } from 'vitest';
import { messageRights } from './message-actions.rules';

const me = 'user_me';
const mine = { kind: 'TEXT', author: { id: me } };
const theirs = { kind: 'TEXT', author: { id: 'user_other' } };
const nothing = { react: false, reply: false, edit: false, remove: false };

test.each([
  ['an own message', mine, ['READ', 'POST'], { react: true, reply: true, edit: true, remove: true }],
  ["somebody else's", theirs, ['READ', 'POST'], { react: true, reply: true, edit: false, remove: false }],
  [
    'a moderator',
    theirs,
    ['READ', 'POST', 'MODERATE'],
    { react: true, reply: true, edit: false, remove: true },
  ],
  ['a reader', theirs, ['READ'], nothing],
  ['a notice', { ...mine, kind: 'SYSTEM' }, ['POST', 'MODERATE'], nothing],
  ['a deleted message', { ...mine, deletedAt: '2026-11-17T12:00:00Z' }, ['POST', 'MODERATE'], nothing],
])('%s', (_who, message, can, rights) => {
  expect(messageRights(message, me, can)).toEqual(rights);
});
