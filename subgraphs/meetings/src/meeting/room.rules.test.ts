import { expect, test } from 'vitest';
import type { ParticipantRole, ParticipantState } from '../participant/participant-state.js';
import {
  type HostDeed,
  checkAct,
  checkRole,
  checkSpan,
  checkTitle,
  checkUnlocked,
  mayAct,
  mayDo,
  placeAfter,
  standIn,
  waits,
} from './room.rules.js';

const code = (work: () => void): unknown => {
  try {
    work();
  } catch (error) {
    // A refusal is told by throwing, and its code is what is compared.
    return (error as { extensions: { code: string } }).extensions.code;
  }
  return null;
};

const ROLES: readonly ParticipantRole[] = ['HOST', 'COHOST', 'PRESENTER', 'PARTICIPANT', 'GUEST'];

test.each<[HostDeed, string]>([
  ['CHANGE', 'HOST COHOST'],
  ['END', 'HOST'],
  ['INVITE', 'HOST COHOST PRESENTER'],
  ['ADMIT', 'HOST COHOST'],
  ['MUTE', 'HOST COHOST'],
  ['REMOVE', 'HOST COHOST'],
  ['SET_ROLE', 'HOST COHOST'],
  ['SPOTLIGHT', 'HOST COHOST'],
  ['RECORD', 'HOST COHOST'],
  ['BREAK_OUT', 'HOST COHOST'],
  ['ANSWER', 'HOST COHOST PRESENTER'],
])('%s is for %s', (deed, roles) => {
  expect(ROLES.filter((role) => mayDo(role, deed)).join(' ')).toBe(roles);
});

test('participants do what the settings allow, presenters speak and show whatever they say, hosts do everything', () => {
  const who = (act: Parameters<typeof mayAct>[1], ...may: Parameters<typeof mayAct>[2]) =>
    ROLES.filter((role) => mayAct(role, act, may)).join(' ');
  expect(who('SPEAK')).toBe('HOST COHOST PRESENTER');
  expect(who('SPEAK', 'SPEAK')).toBe('HOST COHOST PRESENTER PARTICIPANT GUEST');
  expect(who('SPEAK', 'SHOW')).toBe('HOST COHOST PRESENTER');
  expect(who('RECORD')).toBe('HOST COHOST');
  expect(who('RECORD', 'RECORD')).toBe('HOST COHOST PRESENTER PARTICIPANT');
  expect(
    code(() => {
      checkAct('GUEST', 'SHOW', []);
    }),
  ).toBe('FORBIDDEN');
});

const change = (by: ParticipantRole, from: ParticipantRole, to: ParticipantRole, more = {}) =>
  code(() => {
    checkRole({ by, from, to, isGuest: from === 'GUEST', isCreator: false, ...more });
  });

test.each<[string, unknown, unknown]>([
  ['a host makes another', change('HOST', 'PARTICIPANT', 'HOST'), null],
  ['a host takes it back', change('HOST', 'HOST', 'PARTICIPANT'), null],
  ['whoever made it stays host', change('HOST', 'HOST', 'COHOST', { isCreator: true }), 'CONFLICT'],
  ['a co-host makes presenters', change('COHOST', 'PARTICIPANT', 'PRESENTER'), null],
  ['a co-host makes no co-host', change('COHOST', 'PARTICIPANT', 'COHOST'), 'FORBIDDEN'],
  ['a co-host takes nothing from a host', change('COHOST', 'HOST', 'PARTICIPANT'), 'FORBIDDEN'],
  ['a co-host takes nothing from a co-host', change('COHOST', 'COHOST', 'PARTICIPANT'), 'FORBIDDEN'],
  ['a guest becomes a presenter', change('HOST', 'GUEST', 'PRESENTER'), null],
  ['a guest becomes no host', change('HOST', 'GUEST', 'COHOST'), 'CONFLICT'],
  ['a guest becomes no participant', change('HOST', 'GUEST', 'PARTICIPANT'), 'CONFLICT'],
  ['a participant becomes no guest', change('HOST', 'PARTICIPANT', 'GUEST'), 'CONFLICT'],
])('%s', (_name, told, expected) => {
  expect(told).toBe(expected);
});

test('who waits is let in or turned away; who is in is lost, leaves or is removed', () => {
  const states: readonly ParticipantState[] = [
    ...(['WAITING', 'JOINED', 'RECONNECTING', 'LEFT', 'DENIED', 'REMOVED'] as const),
  ];
  const from = (step: Parameters<typeof placeAfter>[1]) =>
    states.flatMap((state) => {
      const next = placeAfter(state, step);
      return next ? [`${state}→${next}`] : [];
    });
  expect(from('ADMIT')).toEqual(['WAITING→JOINED']);
  expect(from('DENY')).toEqual(['WAITING→DENIED']);
  expect(from('MISS')).toEqual(['JOINED→RECONNECTING']);
  expect(from('LEAVE')).toEqual(['WAITING→LEFT', 'JOINED→LEFT', 'RECONNECTING→LEFT']);
  expect(from('REMOVE')).toEqual([
    'WAITING→REMOVED',
    'JOINED→REMOVED',
    'RECONNECTING→REMOVED',
    'LEFT→REMOVED',
  ]);
});

test('newcomers wait where there is a lobby, and whoever was turned away everywhere', () => {
  const newcomer = { role: 'PARTICIPANT', state: null, admitted: false } as const;
  expect(waits(newcomer, true)).toBe(true);
  expect(waits(newcomer, false)).toBe(false);
  expect(waits({ ...newcomer, role: 'COHOST' }, true)).toBe(false);
  expect(waits({ ...newcomer, state: 'LEFT', admitted: true }, true)).toBe(false);
  expect(waits({ ...newcomer, state: 'REMOVED' }, false)).toBe(true);
  // That the lobby was closed meanwhile lets nobody in who is waiting already.
  expect(waits({ ...newcomer, state: 'WAITING' }, false)).toBe(true);
});

test('a locked room lets in hosts, and those who are in it already', () => {
  const comer = { role: 'PARTICIPANT', state: null, admitted: true } as const;
  expect(
    code(() => {
      checkUnlocked(comer, true);
    }),
  ).toBe('CONFLICT');
  expect(
    code(() => {
      checkUnlocked({ ...comer, state: 'LEFT' }, true);
    }),
  ).toBe('CONFLICT');
  expect(
    code(() => {
      checkUnlocked({ ...comer, state: 'RECONNECTING' }, true);
    }),
  ).toBeNull();
  expect(
    code(() => {
      checkUnlocked({ ...comer, role: 'HOST' }, true);
    }),
  ).toBeNull();
  expect(
    code(() => {
      checkUnlocked(comer, false);
    }),
  ).toBeNull();
});

test('who stands highest stands in, and of equals who came first; guests never do', () => {
  const at = (role: ParticipantRole, minute: number) => ({
    role,
    joinedAt: new Date(Date.UTC(2026, 10, 22, 10, minute)),
  });
  expect(standIn([at('GUEST', 0), at('PARTICIPANT', 1), at('COHOST', 3), at('COHOST', 2)])).toEqual(
    at('COHOST', 2),
  );
  expect(standIn([at('PARTICIPANT', 2), at('PARTICIPANT', 1)])).toEqual(at('PARTICIPANT', 1));
  expect(standIn([at('GUEST', 0)])).toBeNull();
});

test('a title is one line of up to 200 characters', () => {
  expect(checkTitle('  Seminar ')).toBe('Seminar');
  for (const bad of ['', ' ', 'x'.repeat(201), 'two\nlines', 'a\0b', '\ud800']) {
    expect(
      code(() => {
        checkTitle(bad);
      }),
    ).toBe('INVALID');
  }
});

test('a planned meeting ends after it begins, within a day', () => {
  const startsAt = new Date('2026-11-22T10:00:00Z');
  const span = (endsAt: string | null) =>
    code(() => {
      checkSpan({ startsAt, endsAt: endsAt === null ? null : new Date(endsAt) });
    });
  expect(span('2026-11-22T11:00:00Z')).toBeNull();
  for (const bad of [null, '2026-11-22T10:00:00Z', '2026-11-23T10:00:01Z']) expect(span(bad)).toBe('INVALID');
});
