import { expect, test } from 'vitest';
import { unseenHidden } from './hidden.rules';

const NOW = Date.parse('2026-11-21T12:00:00.000Z');
const at = (decidedAt: string | null) => ({ decidedAt });
const [monday, thursday, friday] = [
  at('2026-11-16T09:00:00.000Z'),
  at('2026-11-19T09:00:00.000Z'),
  at('2026-11-20T09:00:00.000Z'),
] as const;

test('what was hidden since this device told last is told, the last first', () => {
  expect(unseenHidden([thursday, friday, monday], monday.decidedAt, NOW)).toEqual({
    unseen: [friday, thursday],
    seenUpTo: friday.decidedAt,
  });
});

test('nothing is told twice', () => {
  expect(unseenHidden([friday, thursday], friday.decidedAt, NOW)).toEqual({
    unseen: [],
    seenUpTo: friday.decidedAt,
  });
});

test('a device that never told of any tells of a week, and of nothing that is shown again', () => {
  const old = at('2026-11-14T11:59:59.000Z');
  expect(unseenHidden([old, at(null), monday], null, NOW)).toEqual({
    unseen: [monday],
    seenUpTo: monday.decidedAt,
  });
});
