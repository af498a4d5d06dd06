import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { StreamBook, type StreamReport } from './streams';

let report: StreamReport;
let book: StreamBook;

beforeEach(() => {
  vi.useFakeTimers();
  report = {
    id: 1,
    name: 'channelEvents',
    subjectId: 'channel_1',
    state: 'connecting',
    cursor: null,
    events: 0,
    resumes: 0,
    rereads: 0,
    lastResumeMs: null,
  };
  book = new StreamBook((change) => (report = change(report)));
});

afterEach(() => {
  vi.useRealTimers();
});

test('the first answer is no resume', () => {
  book.at('c1', 0);
  expect(report).toMatchObject({ cursor: 'c1', events: 0, resumes: 0, lastResumeMs: null });
});

test('a break lasts from its beginning to the first answer after it, however often it is tried', () => {
  book.turn('live');
  book.at('c1', 1);
  book.turn('reconnecting');
  vi.advanceTimersByTime(700);
  book.turn('reconnecting');
  vi.advanceTimersByTime(500);
  expect(report.resumes).toBe(0);
  book.at('c2', 1);
  expect(report).toMatchObject({ cursor: 'c2', events: 2, resumes: 1, lastResumeMs: 1_200 });
  book.at('c3', 1);
  expect(report).toMatchObject({ events: 3, resumes: 1, lastResumeMs: 1_200 });
});

test('a snapshot that is read again is counted as that, and resumes nothing', () => {
  book.turn('reconnecting');
  book.reread();
  book.at('c9', 0);
  expect(report).toMatchObject({ rereads: 1, resumes: 0 });
});
