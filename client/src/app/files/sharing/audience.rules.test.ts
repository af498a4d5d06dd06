import { expect, test } from 'vitest';
import {
  type LinkItem,
  type ShareItem,
  type SharedNode,
  type Speech,
  audienceOf,
  audienceTold,
} from './audience.rules';

/** Says keys with what they are given, so that a sentence shows what it was made of. */
const speech: Speech = {
  say: (key, params = {}) => [key.replace('files.share.', ''), ...Object.values(params)].join(' '),
  count: (key, count, params) => [key.replace('files.share.', ''), count, ...Object.values(params)].join(' '),
  list: (words) => words.join(', '),
  when: (moment) => moment,
};
const owner = { __typename: 'User', id: 'amara', displayName: 'Amara', avatarUrl: null };
const user = (name: string): ShareItem['grantee'] =>
  ({ __typename: 'User', id: name, displayName: name }) as ShareItem['grantee'];
const share = (grantee: ShareItem['grantee'], rights: readonly string[] = ['VIEW']): ShareItem =>
  ({ id: 'share', rights, grantee }) as ShareItem;
const link = (more: Partial<LinkItem> = {}): LinkItem =>
  ({ hasPassword: false, recipient: null, expiresAt: null, ...more }) as LinkItem;
const folder = (
  shares: readonly ShareItem[],
  links: readonly LinkItem[] = [],
  more: object = {},
): SharedNode =>
  ({
    ...{
      __typename: 'Folder',
      id: 'folder',
      name: 'Theses',
      owner,
      path: [{ id: 'root', name: 'Committee' }],
    },
    ...{ shares: { nodes: shares }, links, ...more },
  }) as unknown as SharedNode;
const told = (node: SharedNode, viewerId = 'amara'): readonly string[] => {
  const { people, links } = audienceOf(node, viewerId, speech);
  return [people, links];
};

test('what is shared with nobody is its owner’s alone, and said so to them and to others', () => {
  expect(told(folder([]))).toEqual(['who.onlyYou who.you', '']);
  expect(told(folder([]), 'jonas')).toEqual(['who.only Amara', '']);
  expect(told(folder([], [], { owner: null }))).toEqual(['who.only who.Team Committee', '']);
  // Who adds unseen opens nothing.
  expect(told(folder([share(user('Bo'), ['UPLOAD'])]))).toEqual(['who.onlyYou who.you', '']);
});

test('people are named, groups by what they are, and more than three are counted', () => {
  const channel = { __typename: 'Channel', id: 'c', name: 'thesis', memberCount: 14 } as ShareItem['grantee'];
  expect(told(folder([share(user('Bo')), share(channel)]))[0]).toBe(
    'who.some Who.you, Bo, who.members 14 thesis',
  );
  const many = ['Bo', 'Cy', 'Di', 'Ed'].map((name) => share(user(name)));
  expect(told(folder(many))[0]).toBe('who.some Who.you, Bo, Cy, who.more 2');
  expect(told(folder([share(null)]))[0]).toBe('who.some Who.you, who.somebody');
  const all = { __typename: 'Organization', id: 'o', name: 'Northgate' } as ShareItem['grantee'];
  expect(told(folder([share(user('Bo')), share(all)]))[0]).toBe('who.all Northgate');
});

test('who was sent a file by its channel is among them', () => {
  const channel = { id: 'c', name: 'general', memberCount: 3 };
  const file = folder([], [], { __typename: 'File', folder: null, channel });
  expect(told(file)[0]).toBe('who.some Who.you, who.members 3 general');
});

test('links say whom they let in, the widest first, and until when the last of them does', () => {
  expect(told(folder([], [link()]))).toEqual(['who.onlyYouAnd who.you', 'link.who.open 1']);
  expect(told(folder([], [link({ hasPassword: true })]))[1]).toBe('link.who.locked 1');
  expect(told(folder([], [link({ hasPassword: true }), link({ recipient: 'Rosa' })]))[1]).toBe(
    'link.who.given 2',
  );
  const ends = ['2026-11-20', '2026-12-01'].map((expiresAt) => link({ expiresAt }));
  expect(told(folder([], ends))[1]).toBe('link.who.until link.who.open 2 2026-12-01');
  expect(told(folder([], [...ends, link()]))[1]).toBe('link.who.open 3');
});

test('the same is said of what the server tells', () => {
  const anna = { kind: 'PERSON', name: 'Anna', people: null, isViewer: true } as const;
  const none = { isEverybody: false, moreCount: 0, parties: [anna], links: null };
  const said = (more: object): readonly string[] => {
    const { people, links } = audienceTold({ ...none, ...more }, speech);
    return [people, links];
  };
  expect(said({})).toEqual(['who.onlyYou who.you', '']);
  expect(said({ parties: [{ ...anna, isViewer: false }] })).toEqual(['who.only Anna', '']);
  const group = (kind: string, name: string | null, people: number | null = null) => ({
    ...{ kind, name, people, isViewer: false },
  });
  const parties = [anna, group('CHANNEL', 'boards', 4), group('TEAM', 'Exams', 2)];
  expect(said({ parties, moreCount: 2 })).toEqual([
    'who.some Who.you, who.members 4 boards, who.Team Exams, who.more 2',
    '',
  ]);
  expect(said({ parties: [anna, group('ROLE', null, 3), group('GUEST', null)] })[0]).toBe(
    'who.some Who.you, who.holders 3, who.somebody',
  );
  const links = { count: 2, isOpen: false, areLocked: true, until: '2026-12-24T17:00:00Z' };
  expect(said({ isEverybody: true, links })).toEqual([
    'who.everybodyAnd',
    'link.who.until link.who.locked 2 2026-12-24T17:00:00Z',
  ]);
});
