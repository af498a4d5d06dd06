import { newId } from '@parley/kit';
import { expect, test } from 'vitest';
import { type Audience, type SharedWith, toldAudience } from './audience.rules.js';

const nobody = { count: 0, isOpen: false, areLocked: false, until: null };
const audience = (shares: readonly SharedWith[], more: Partial<Audience> = {}): Audience => ({
  ...{ holderId: 'user_anna', holderName: 'Anna', channelId: null, channelName: null, channelPeople: null },
  ...{ shares, links: nobody },
  ...more,
});
const shared = (kind: SharedWith['kind'], id: string, more: Partial<SharedWith> = {}): SharedWith => ({
  ...{ kind, id, name: id, people: null, rights: ['VIEW'], ends: false },
  ...more,
});
const named = (from: Audience): readonly (string | null)[] =>
  toldAudience(from, 'user_bo').parties.map(({ name }) => name);

test('three are named, whose it is and those in its channel first, and the others counted', () => {
  const many = ['a', 'b', 'c'].map((id) => shared('USER', id));
  expect(toldAudience(audience(many), 'user_anna')).toEqual({
    parties: [
      { id: 'user_anna', kind: 'PERSON', name: 'Anna', people: null, isViewer: true },
      { id: 'a', kind: 'PERSON', name: 'a', people: null, isViewer: false },
      { id: 'b', kind: 'PERSON', name: 'b', people: null, isViewer: false },
    ],
    ...{ isEverybody: false, moreCount: 1, links: null },
  });
  const sent = { channelId: 'channel_1', channelName: 'boards', channelPeople: 4 };
  expect(named(audience(many, sent))).toEqual(['Anna', 'boards', 'a']);
});

test('each counts once, and who only adds unseen sees nothing', () => {
  const shares = [
    shared('CHANNEL', 'channel_1', { name: 'boards' }),
    shared('USER', 'user_cem', { rights: ['UPLOAD'] }),
  ];
  const sent = { channelId: 'channel_1', channelName: 'boards', channelPeople: 4 };
  expect(named(audience(shares, sent))).toEqual(['Anna', 'boards']);
});

test('everybody is no party of their own, and what belongs to a team is the team’s', () => {
  const told = toldAudience(
    audience([shared('ORGANIZATION', 'organization_1')], { holderId: newId('team'), holderName: 'Exams' }),
    'user_bo',
  );
  expect(told).toMatchObject({ isEverybody: true, parties: [{ kind: 'TEAM', name: 'Exams' }] });
});

test('links are told with the time that the last of them ends', () => {
  const until = '2026-12-24T17:00:00.000Z';
  const links = { count: 2, isOpen: true, areLocked: false, until };
  expect(toldAudience(audience([], { links }), 'user_bo').links).toEqual({
    ...links,
    until: new Date(until),
  });
});
