import { expect, test } from 'vitest';
import { type Heard, News } from './news.rules';

const whole = { whole: true, followed: true };
const part = { whole: false, followed: true };

const message = (seq: number, author = 'daniel'): Heard => ({ seq, author: { id: author } });
const upTo = (last: number, first = 1): Heard[] =>
  Array.from({ length: last - first + 1 }, (_each, at) => message(first + at));
const seqs = (messages: readonly Heard[]): number[] => messages.map(({ seq }) => seq);

test('the first message of an empty conversation is news, and is so once', () => {
  const news = new News('amara');
  expect(news.shown([], whole)).toEqual([]);
  expect(seqs(news.told(message(1)))).toEqual([1]);
  expect(news.shown([message(1)], whole)).toEqual([]);
});

test('what was there when it was opened is not news, nor is what the reader wrote', () => {
  const news = new News('amara');
  expect(news.shown(upTo(3), whole)).toEqual([]);
  expect(news.told(message(3))).toEqual([]);
  expect(news.told(message(4, 'amara'))).toEqual([]);
  expect(news.shown([...upTo(3), message(4, 'amara')], whole)).toEqual([]);
  expect(seqs(news.told(message(5)))).toEqual([5]);
});

test('who reads far up hears what is said meanwhile; on the way back down nothing is said again', () => {
  const news = new News('amara');
  news.shown(upTo(300), whole);
  // The end was dropped as too far away.
  expect(news.shown(upTo(275), part)).toEqual([]);
  expect(seqs(news.told(message(301)))).toEqual([301]);
  expect(news.shown(upTo(300), part)).toEqual([]);
  expect(news.shown(upTo(301), whole)).toEqual([]);
  expect(seqs(news.told(message(302)))).toEqual([302]);
});

test('who came where much was unread hears of nothing that is merely loaded', () => {
  const news = new News('amara');
  news.shown(upTo(50), part);
  expect(news.shown(upTo(90), whole)).toEqual([]);
  expect(seqs(news.told(message(91)))).toEqual([91]);
});

test('what was kept of the last visit is no measure of what is new', () => {
  const news = new News('amara');
  news.shown(upTo(3), { whole: true, followed: false });
  expect(news.shown(upTo(50), { whole: false, followed: false })).toEqual([]);
  expect(news.shown(upTo(50), part)).toEqual([]);
  expect(news.shown(upTo(93), whole)).toEqual([]);
  expect(seqs(news.told(message(94)))).toEqual([94]);
});

test('what came while the line was broken is heard once it is seen', () => {
  const news = new News('amara');
  news.shown(upTo(10), whole);
  expect(seqs(news.shown(upTo(13), whole))).toEqual([11, 12, 13]);
  expect(news.told(message(12))).toEqual([]);
});
