import { expect, test } from 'vitest';
import { chaptersOf, metadataOf } from './chapter.rules.js';

const beganAt = new Date('2026-11-22T10:00:00Z');
const at = (seconds: number) => new Date(beganAt.getTime() + seconds * 1_000);

test('the first chapter begins at the beginning, and what follows where it happened', () => {
  const marks = [
    { at: at(70.5), title: 'Wanjiru' },
    { at: at(-2), title: 'Amara' },
  ];
  expect(chaptersOf(beganAt, 100, marks)).toEqual([
    { title: 'Amara', startSeconds: 0 },
    { title: 'Wanjiru', startSeconds: 70.5 },
  ]);
});

test('what happens at once is one chapter, and what happens after the end none', () => {
  const marks = [
    { at: at(1), title: 'Amara' },
    { at: at(1.2), title: 'Elise' },
    { at: at(100), title: 'Too late' },
  ];
  expect(chaptersOf(beganAt, 100, marks)).toEqual([
    { title: 'Amara', startSeconds: 0 },
    { title: 'Elise', startSeconds: 1.2 },
  ]);
  expect(
    chaptersOf(beganAt, 100, [
      { at: at(0.9), title: 'Amara' },
      { at: at(0.5), title: 'Elise' },
    ]),
  ).toEqual([{ title: 'Elise · Amara', startSeconds: 0 }]);
});

test('no title means anything to the program that reads it', () => {
  const text = metadataOf('a=b', 2, [{ title: 'x;y\n[CHAPTER]', startSeconds: 0 }]);
  expect(text).toBe(
    ';FFMETADATA1\ntitle=a\\=b\n[CHAPTER]\nTIMEBASE=1/1000\nSTART=0\nEND=2000\ntitle=x\\;y\\\n[CHAPTER]\n',
  );
});
