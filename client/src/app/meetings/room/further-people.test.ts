import { expect, test } from 'vitest';
import { FurtherPeople } from './further-people';

const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));
const page = (endCursor: string | null, hasNextPage = true) => ({ endCursor, hasNextPage });

test('page after page is read until there is none', async () => {
  const read: string[] = [];
  const people = new FurtherPeople((after) => {
    read.push(after);
    return Promise.resolve();
  });
  for (const next of [page('a'), page('b'), page('c', false)]) {
    people.look(next, 1);
    await settled();
  }
  people.look(undefined, 1);
  expect(read).toEqual(['a', 'b']);
});

test('a page is read once, whatever else changes meanwhile', async () => {
  const read: string[] = [];
  const people = new FurtherPeople(async (after) => {
    read.push(after);
    await settled();
  });
  people.look(page('a'), 1);
  people.look(page('a'), 1);
  people.look(page('b'), 1);
  await settled();
  await settled();
  expect(read).toEqual(['a', 'b']);
});

test('what could not be read is read once the line is another one', async () => {
  const read: string[] = [];
  const people = new FurtherPeople((after) => {
    read.push(after);
    return Promise.reject(new Error('The line is broken'));
  });
  people.look(page('a'), 1);
  await settled();
  people.look(page('a'), 1);
  await settled();
  expect(read).toEqual(['a']);
  people.look(page('a'), 2);
  expect(read).toEqual(['a', 'a']);
});
