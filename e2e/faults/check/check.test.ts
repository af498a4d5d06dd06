import { describe, expect, test } from 'vitest';
import { type Act, type Entry, type Fact, Journal, type Outcome, type ShownMessage } from '../journal.js';
import { ENDED_BY_ITSELF } from '../journal.js';
import { reportOf, violationsIn } from './check.js';
import { Play, ADA, BEN, OWNER } from './play.fixture.js';

const namesOf = (play: Play): string[] => [
  ...new Set(violationsIn(play.entries).map(({ property, fault }) => `${property} ${fault}`)),
];

describe('a journal in which every promise was kept', () => {
  test('has no violations', () => {
    expect(violationsIn(new Play().entries)).toEqual([]);
  });

  test('has none either when attempts were not answered and sessions were cut', () => {
    const play = new Play();
    const asked = play.index((entry) => entry.type === 'answered' && entry.act.kind === 'send');
    const line = play.entries[asked];
    if (line?.type !== 'answered') throw new Error('The play has no answer');
    play.insert(asked, { ...line, outcome: { kind: 'unanswered', why: 'cut' } });
    expect(violationsIn(play.entries)).toEqual([]);
  });
});

test('a retry of who was removed meanwhile says nothing of the attempt that nobody answered', () => {
  const play = new Play();
  play.refuse('ben#1 one', 'NOT_FOUND');
  expect(namesOf(play)).toContain('P1 aborted read');
  const asked = play.index(
    (entry) => entry.type === 'answered' && entry.act.kind === 'send' && entry.act.text === 'ben#1 one',
  );
  const line = play.entries[asked];
  if (line?.type !== 'answered') throw new Error('The play has no answer');
  play.insert(asked, { ...line, outcome: { kind: 'unanswered', why: 'cut' } });
  expect(namesOf(play)).not.toContain('P1 aborted read');
});

describe('a planted fault is named:', () => {
  test.each<readonly [string, (play: Play) => void]>([
    [
      'P1 lost write',
      (play) => {
        play.history((items) => items.filter(({ text }) => text !== 'ada#2 two'));
      },
    ],
    [
      'P1 lost write',
      (play) => {
        play.history((items) =>
          items.map((item) => (item.text === 'ben#1 one' ? { ...item, seq: 9 } : item)),
        );
      },
    ],
    [
      'P1 lost write',
      (play) => {
        // An edit that was answered is not there in the end.
        play.history((items) =>
          items.map((item) => ({ ...item, text: item.text?.replace(' edited', '') ?? null })),
        );
      },
    ],
    [
      'P1 lost write',
      (play) => {
        play.snapshot((message) => ({ ...message, reactions: [] }));
      },
    ],
    [
      'P1 lost write',
      (play) => {
        play.change('snapshot', (entry) => ({ ...entry, snapshot: { ...entry.snapshot, name: 'Before' } }));
      },
    ],
    [
      'P1 lost write',
      (play) => {
        play.change('snapshot', (entry) => {
          const members = entry.snapshot.members.filter(({ userId }) => userId !== BEN);
          return { ...entry, snapshot: { ...entry.snapshot, members } };
        });
      },
    ],
    [
      'P1 lost event',
      (play) => {
        play.log((events) => events.filter(({ type }) => type !== 'MessageChanged'));
      },
    ],
    [
      'P1 aborted read',
      (play) => {
        // Somebody was shown what was rolled back afterwards.
        play.told(ADA, (event) => ({
          ...event,
          ...(event.message?.text === 'ben#1 one' && { message: { ...event.message, id: 'ghost' } }),
        }));
      },
    ],
    [
      'P1 aborted read',
      (play) => {
        play.refuse('ben#1 one', 'INVALID');
      },
    ],
    [
      'P1 aborted read',
      (play) => {
        play.told(ADA, (event) => (event.cursor === 'c4' ? { ...event, cursor: 'never' } : event));
      },
    ],
    [
      'P1 never answered',
      (play) => {
        play.drop((entry) => entry.type === 'answered' && entry.act.kind === 'mark');
      },
    ],
    [
      'P1 never answered',
      (play) => {
        play.drop(({ type }) => type === 'log');
      },
    ],
    [
      'P2 key answered differently',
      (play) => {
        play.repeat('ada#1 one', { kind: 'done', id: 'another', seq: 7, version: 1 });
      },
    ],
    [
      'P2 key answered differently',
      (play) => {
        play.repeat('ada#1 one', { kind: 'refused', code: 'CONFLICT', message: 'used' });
      },
    ],
    [
      'P2 another body under a used key',
      (play) => {
        const act: Act = { kind: 'send', text: 'ada#1 other', clash: true };
        play.write(ADA, 'key-ada#1 one', act, { kind: 'done', id: 'm1', seq: 1, version: 1 });
      },
    ],
    [
      'P2 retry refused',
      (play) => {
        const act: Act = { kind: 'edit', messageId: 'm1', text: 'ada#1 more', expectedVersion: 2 };
        play.write(ADA, 'key-late', act, { kind: 'refused', code: 'CONFLICT', message: 'changed meanwhile' });
      },
    ],
    [
      'P2 duplicate',
      (play) => {
        play.history((items) => [...items, { ...(items.at(-1) as ShownMessage), id: 'twin', seq: 4 }]);
      },
    ],
    [
      'P3 reordering',
      (play) => {
        // The second reader of the history sees two messages the other way round.
        play.history((items) => items.toReversed(), true);
      },
    ],
    [
      'P3 reordering',
      (play) => {
        play.history((items) => items.filter((_, index) => index !== 1), true);
      },
    ],
    [
      'P3 reordering',
      (play) => {
        play.log((events) => events.toReversed(), 1);
      },
    ],
    [
      'P3 duplicate',
      (play) => {
        play.log((events) => [...events, ...events.slice(-1)]);
      },
    ],
    [
      'P3 reordering',
      (play) => {
        play.swapTold(ADA, 'c2', 'c3');
      },
    ],
    [
      'P3 reordering',
      (play) => {
        play.told(ADA, (event) => (event.cursor === 'c2' ? { ...event, messageId: 'm1' } : event));
      },
    ],
    [
      'P3 reordering',
      (play) => {
        // Position 1 was asked for after position 2 had been answered.
        play.change(
          'asked',
          (entry) => (entry.act.kind === 'send' ? { ...entry, t: entry.t + 300 } : entry),
          1,
        );
      },
    ],
    [
      'P3 stale read',
      (play) => {
        play.walk(OWNER, (items) => items.slice(0, 1));
      },
    ],
    [
      'P4 gap',
      (play) => {
        play.drop((entry) => entry.type === 'told' && entry.who === ADA && entry.event.cursor === 'c3');
      },
    ],
    [
      'P4 gap',
      (play) => {
        // Silence at the end.
        play.drop(
          (entry) => entry.type === 'told' && entry.who === ADA && Number(entry.event.cursor.slice(1)) > 6,
        );
      },
    ],
    [
      'P4 gap',
      (play) => {
        play.told(ADA, (event) => (event.cursor === 'c3' ? { type: 'CaughtUp', cursor: 'c3' } : event));
      },
    ],
    [
      'P4 went on past a refusal',
      (play) => {
        play.refuseEvent(ADA, 'c3');
      },
    ],
    [
      'P4 duplicate',
      (play) => {
        play.tellAgain(ADA, 'c3');
      },
    ],
    [
      'P4 cursor expired',
      (play) => {
        play.told(ADA, (event) => (event.cursor === 'c3' ? { type: 'CursorExpired', cursor: 'c3' } : event));
      },
    ],
    [
      'P4 snapshot differs',
      (play) => {
        // The last event about a message showed it as it was before.
        play.told(ADA, (event) =>
          event.type === 'MessageChanged' && event.message
            ? { ...event, message: { ...event.message, text: 'ada#1 one' } }
            : event,
        );
      },
    ],
    [
      'P4 snapshot differs',
      (play) => {
        play.told(ADA, (event) => (event.type === 'ReactionChanged' ? { ...event, count: 0 } : event));
      },
    ],
    [
      'P4 snapshot differs',
      (play) => {
        play.told(ADA, (event) => (event.type === 'ReadMoved' ? { ...event, seq: 1 } : event));
      },
    ],
    [
      'P5 delivery after revocation',
      (play) => {
        play.tellRemoved();
      },
    ],
    [
      'P5 write after revocation',
      (play) => {
        play.writeRemoved();
      },
    ],
    [
      'P5 read after revocation',
      (play) => {
        play.readRemoved();
      },
    ],
    [
      'P8 false refusal',
      (play) => {
        play.repeat('ada#1 one', { kind: 'refused', code: 'INTERNAL', message: 'Something went wrong' });
      },
    ],
    [
      'P8 false refusal',
      (play) => {
        play.repeat('ada#1 one', { kind: 'refused', code: 'NOT_FOUND', message: 'Channel not found' });
      },
    ],
    [
      'P8 process ended',
      (play) => {
        play.add({ type: 'fault', action: ENDED_BY_ITSELF, target: 'chat-1', phase: 'begun' });
      },
    ],
  ])('%s', (name, plant) => {
    const play = new Play();
    plant(play);
    expect(namesOf(play)).toContain(name);
  });
});

test('a report names the property, the events and how much more there is', () => {
  const play = new Play();
  play.drop((entry) => entry.type === 'told' && entry.who === ADA && entry.event.cursor === 'c3');
  const report = reportOf(violationsIn(play.entries));
  expect(report).toMatch(/^P4 gap: ada was not told of 1 events\n {4}MessageAdded m3 c3\n {4}\{"t":/);
});

test('a journal keeps the order in which things happened', () => {
  const journal = new Journal();
  const facts: Fact[] = [
    { type: 'noted', what: 'one' },
    { type: 'noted', what: 'two' },
  ];
  for (const fact of facts) journal.note(fact);
  const [one, two] = journal.entries as [Entry, Entry];
  expect([one, two]).toMatchObject(facts);
  expect(two.t).toBeGreaterThanOrEqual(one.t);
});

const settled: Outcome = { kind: 'refused', code: 'UNAVAILABLE', message: 'The database does not answer' };

test('what passes by itself is no answer', () => {
  const play = new Play();
  play.write(ADA, 'key-open', { kind: 'mark', seq: 1 }, settled);
  expect(namesOf(play)).toEqual(['P1 never answered']);
});
