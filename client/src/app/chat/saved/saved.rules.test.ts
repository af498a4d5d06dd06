import { expect, test } from 'vitest';
import { byUrgency } from './saved.rules';

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
