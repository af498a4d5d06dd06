import { expect, test } from 'vitest';
import { FairCache } from './fair-cache.js';

test('what was used least recently goes first', () => {
  const cache = new FairCache<number>({ entries: 2, bytes: 100 });
  cache.set('a', 1, 1, 'me');
  cache.set('b', 2, 1, 'me');
  cache.get('a');
  cache.set('c', 3, 1, 'me');
  expect([cache.get('a'), cache.get('b'), cache.get('c'), cache.size]).toEqual([1, undefined, 3, 2]);
});

test('who brings thousands pushes out their own', () => {
  const cache = new FairCache<string>({ entries: 100, bytes: 10_000 });
  for (const owner of ['one', 'two', 'three']) {
    for (let n = 0; n < 10; n += 1) cache.set(`${owner} ${String(n)}`, owner, 100, owner);
  }
  for (let n = 0; n < 5_000; n += 1) cache.set(`flood ${String(n)}`, 'flood', 100, 'flood');
  for (const owner of ['one', 'two', 'three']) {
    for (let n = 0; n < 10; n += 1) expect(cache.get(`${owner} ${String(n)}`)).toBe(owner);
  }
  expect([cache.size, cache.weight]).toEqual([100, 10_000]);
  expect([cache.get('flood 4999'), cache.get('flood 0')]).toEqual(['flood', undefined]);
});

test('it holds no more bytes than it may, and nothing that is larger than that', () => {
  const cache = new FairCache<string>({ entries: 100, bytes: 1_000 });
  cache.set('small', 'small', 600, 'me');
  cache.set('large', 'large', 600, 'me');
  expect([cache.get('small'), cache.get('large'), cache.weight]).toEqual([undefined, 'large', 600]);
  cache.set('too large', 'too large', 1_001, 'you');
  expect([cache.get('too large'), cache.weight]).toEqual([undefined, 600]);
});

test('what is there already stays theirs who brought it', () => {
  const cache = new FairCache<number>({ entries: 3, bytes: 100 });
  cache.set('shared', 1, 10, 'first');
  cache.set('shared', 2, 20, 'second');
  expect([cache.get('shared'), cache.weight, cache.size]).toEqual([2, 20, 1]);
  cache.set('second', 3, 70, 'second');
  cache.set('more', 4, 30, 'third');
  expect([cache.get('shared'), cache.get('second'), cache.get('more')]).toEqual([2, undefined, 4]);
  cache.delete('shared');
  cache.delete('shared');
  expect([cache.weight, cache.size]).toEqual([30, 1]);
});
