import { expect, test } from 'vitest';
import { afterSavedAnswer, afterSavedChange, byUrgency } from './saved.rules';

test('what is due stands first, then what is to come, then the last saved', () => {
  const items = [
    { id: 'old', savedAt: '2026-11-01T00:00:00Z' },
    { id: 'later', savedAt: '2026-11-02T00:00:00Z', remindAt: '2026-12-02T00:00:00Z' },
    { id: 'new', savedAt: '2026-11-03T00:00:00Z' },
    { id: 'sooner', savedAt: '2026-11-01T00:00:00Z', remindAt: '2026-12-01T00:00:00Z' },
    {
      id: 'due',
      savedAt: '2026-11-01T00:00:00Z',
      remindAt: '2026-11-05T00:00:00Z',
      remindedAt: '2026-11-05T00:00:01Z',
    },
    {
      id: 'just due',
      savedAt: '2026-11-01T00:00:00Z',
      remindAt: '2026-11-06T00:00:00Z',
      remindedAt: '2026-11-06T00:00:01Z',
    },
  ];
  expect(byUrgency(items).map(({ id }) => id)).toEqual(['just due', 'due', 'sooner', 'later', 'new', 'old']);
});

test('an older bookmark changes and goes; one that is not known here is left to the list of the newest', () => {
  const one = { id: 'saved_1', messageId: 'message_1', note: '' };
  const items = new Map([['message_1', one]]);
  const noted = { ...one, note: 'Ask' };
  expect([...afterSavedChange(items, 'saved_1', noted)]).toEqual([['message_1', noted]]);
  expect([...afterSavedChange(items, 'saved_1', null)]).toEqual([]);
  expect([...afterSavedChange(items, 'saved_2', { ...one, id: 'saved_2', messageId: 'message_2' })]).toEqual([
    ['message_1', one],
  ]);
});

test('what is answered takes the place of what was known of the same messages', () => {
  const [one, two] = [
    { id: 'saved_1', messageId: 'message_1' },
    { id: 'saved_2', messageId: 'message_2' },
  ];
  const items = new Map([['message_1', one]]);
  expect([...afterSavedAnswer(items, ['message_1', 'message_2'], [two]).keys()]).toEqual(['message_2']);
  expect([...afterSavedAnswer(items, ['message_2'], [two]).keys()]).toEqual(['message_1', 'message_2']);
});
