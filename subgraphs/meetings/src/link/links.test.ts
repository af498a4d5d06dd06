import { expect, test } from 'vitest';
import { MeetingLinks, fingerprint } from './links.js';

const links = new MeetingLinks('a secret of 32 characters or more');
const meeting = { id: 'meeting_1', linkEpoch: 1 };

test('a link is the same whenever it is asked for, and another one with each rotation, meeting and key', () => {
  const token = links.tokenOf(meeting);
  expect(token).toMatch(/^[\w-]{43}$/);
  expect(links.tokenOf(meeting)).toBe(token);
  const others = [
    links.tokenOf({ ...meeting, linkEpoch: 2 }),
    links.tokenOf({ ...meeting, id: 'meeting_2' }),
    new MeetingLinks('another secret of 32 characters').tokenOf(meeting),
  ];
  expect(new Set([token, ...others]).size).toBe(4);
});

test('only the link that opens a meeting is shown', () => {
  const linkHash = fingerprint(links.tokenOf(meeting));
  expect(links.linkOf({ ...meeting, linkHash })).toBe(`/meet/${links.tokenOf(meeting)}`);
  expect(links.linkOf({ ...meeting, linkEpoch: 2, linkHash })).toBeNull();
  expect(links.linkOf({ ...meeting, linkHash: null })).toBeNull();
});
