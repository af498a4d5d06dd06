import { expect, test } from 'vitest';
import { StreamPosition, afterBreak } from './live.rules';

test('a stream resumes after the newest event it applied', () => {
  const position = new StreamPosition('c0');
  expect(position.advance({ __typename: 'MessageAdded', cursor: 'c1' })).toBe('apply');
  expect(position.advance({ __typename: 'MessageAdded', cursor: 'c2' })).toBe('apply');
  expect(position.cursor).toBe('c2');
});

test('an event that comes again is ignored and does not move the cursor back', () => {
  const position = new StreamPosition('c0');
  position.advance({ __typename: 'MessageAdded', cursor: 'c1' });
  position.advance({ __typename: 'MessageAdded', cursor: 'c2' });
  expect(position.advance({ __typename: 'MessageAdded', cursor: 'c1' })).toBe('ignore');
  expect(position.advance({ __typename: 'MessageAdded', cursor: 'c0' })).toBe('ignore');
  expect(position.cursor).toBe('c2');
});

test('the end of a replay moves the cursor and changes nothing', () => {
  const position = new StreamPosition('c0');
  expect(position.advance({ __typename: 'CaughtUp', cursor: 'c5' })).toBe('caughtUp');
  expect(position.cursor).toBe('c5');
});

test('an expired cursor asks for the snapshot again', () => {
  expect(new StreamPosition('c0').advance({ __typename: 'CursorExpired', cursor: 'c0' })).toBe('reread');
});

test('a stream remembers a bounded number of events', () => {
  const position = new StreamPosition('start');
  for (let event = 0; event < 1_500; event += 1) position.advance({ cursor: `c${event}` });
  expect(position.advance({ cursor: 'c1499' })).toBe('ignore');
  expect(position.advance({ cursor: 'c3' })).toBe('apply');
});

test.each([
  [[], 'resume'],
  [['CURSOR_EXPIRED'], 'reread'],
  [['NOT_FOUND'], 'giveUp'],
  [['FORBIDDEN'], 'giveUp'],
  [['UNAVAILABLE'], 'resumeLater'],
  [['UNAUTHENTICATED'], 'resumeLater'],
] as const)('a break with %j leads to %s', (codes, step) => {
  expect(afterBreak(codes)).toBe(step);
});
