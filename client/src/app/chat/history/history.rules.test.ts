import { describe, expect, test } from 'vitest';
import { firstUnread, historyRows, type HistoryMessage } from './history.rules';

let seq = 0;
const amara = { id: 'user_amara' };
const jonas = { id: 'user_jonas' };

function said(author: { id: string } | null, sentAt: string, kind = 'TEXT'): HistoryMessage {
  seq += 1;
  return { id: `message_${seq}`, seq, kind, sentAt, author };
}

const options = { viewerId: amara.id, readUpTo: null, hasOlder: false, timeZone: 'Europe/London' };

describe('grouping', () => {
  test('messages of one author within five minutes share a header', () => {
    const rows = historyRows(
      [
        said(jonas, '2026-11-17T12:00:00Z'),
        said(jonas, '2026-11-17T12:05:00Z'),
        said(jonas, '2026-11-17T12:10:01Z'),
      ],
      options,
    );
    expect(rows.map((row) => row.grouped)).toEqual([false, true, false]);
  });

  test('the first answer of a thread stands apart from the message above the line', () => {
    const root = said(jonas, '2026-11-17T12:00:00Z');
    const answers = [said(jonas, '2026-11-17T12:00:10Z'), said(jonas, '2026-11-17T12:00:20Z')];
    const rows = historyRows([root, ...answers], { ...options, rootId: root.id });
    expect(rows.map((row) => row.grouped)).toEqual([false, false, true]);
  });

  test('another author, a notice and a former member begin anew', () => {
    const rows = historyRows(
      [
        said(jonas, '2026-11-17T12:00:00Z'),
        said(amara, '2026-11-17T12:00:10Z'),
        said(amara, '2026-11-17T12:00:20Z', 'SYSTEM'),
        said(amara, '2026-11-17T12:00:30Z'),
        said(null, '2026-11-17T12:00:40Z'),
        said(null, '2026-11-17T12:00:50Z'),
      ],
      options,
    );
    expect(rows.map((row) => row.grouped)).toEqual([false, false, false, false, false, false]);
  });
});

describe('separators', () => {
  test('a day begins at midnight of the reader, not of UTC', () => {
    const messages = [said(jonas, '2026-11-17T20:59:00Z'), said(jonas, '2026-11-17T21:01:00Z')];
    expect(historyRows(messages, options).map((row) => row.startsDay)).toEqual([true, false]);
    const inNairobi = historyRows(messages, { ...options, timeZone: 'Africa/Nairobi' });
    expect(inNairobi.map((row) => row.startsDay)).toEqual([true, true]);
    expect(inNairobi.map((row) => row.grouped)).toEqual([false, false]);
  });

  test('the first loaded message claims no day while older ones exist', () => {
    const rows = historyRows([said(jonas, '2026-11-17T12:00:00Z')], { ...options, hasOlder: true });
    expect(rows.map((row) => row.startsDay)).toEqual([false]);
  });

  test('the unread line stands above the first message of somebody else', () => {
    const messages = [
      said(jonas, '2026-11-17T12:00:00Z'),
      said(amara, '2026-11-17T12:01:00Z'),
      said(jonas, '2026-11-17T12:01:30Z'),
      said(jonas, '2026-11-17T12:02:00Z'),
    ];
    const readUpTo = messages[0]?.seq ?? 0;
    expect(historyRows(messages, { ...options, readUpTo }).map((row) => row.startsUnread)).toEqual([
      false,
      false,
      true,
      false,
    ]);
    expect(firstUnread(messages, { viewerId: amara.id, readUpTo: messages[3]?.seq ?? 0 })).toBeUndefined();
  });
});
