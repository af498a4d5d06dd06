import type { Viewer } from '@parley/kit';
import { aViewer } from '@parley/kit/testing';
import { expect, test } from 'vitest';
import type { ChannelKind, MemberRole } from './channel.js';
import { atLeast, channelRights, directKeyOf, isOutsider, peerIn } from './channel.rules.js';
import type { ChannelAt, MembershipRow, Standing } from './channel.table.js';

const organizationId = aViewer().organizationId;
const now = new Date('2026-11-17T10:00:00Z');

const standing = (
  kind: ChannelKind,
  role: MemberRole | null,
  more: {
    channel?: Partial<ChannelAt>;
    membership?: Partial<MembershipRow>;
    grantorRole?: MemberRole | null;
  } = {},
): Standing => ({
  channel: {
    id: 'channel_1',
    organizationId,
    kind,
    archivedAt: null,
    postingRole: 'GUEST',
    access: [],
    ...more.channel,
  } as ChannelAt,
  grantorRole: more.grantorRole === undefined ? 'MODERATOR' : more.grantorRole,
  membership: role && ({ role, endedAt: null, bannedAt: null, ...more.membership } as MembershipRow),
});

const rights = (viewer: Partial<Viewer>, at: Standing) => [...channelRights(aViewer(viewer), at)].join(' ');
const overseer = { permissions: ['MODERATE_CHANNELS'] };
const guest = (...actions: string[]) => ({
  kind: 'guest' as const,
  grants: [{ targetId: 'channel_1', actions, grantedById: 'user_1' }],
});

test.each<[string, Partial<Viewer>, Standing, string]>([
  ['an owner', {}, standing('GROUP', 'OWNER'), 'READ REACT POST INVITE MODERATE MANAGE'],
  ['a moderator', {}, standing('GROUP', 'MODERATOR'), 'READ REACT POST INVITE MODERATE'],
  ['a member', {}, standing('GROUP', 'MEMBER'), 'READ REACT POST'],
  ['a member of an open channel', {}, standing('PUBLIC', 'MEMBER'), 'READ REACT POST INVITE'],
  ['a reader', {}, standing('GROUP', 'READER'), 'READ REACT'],
  ['one of two', {}, standing('DIRECT', 'MEMBER'), 'READ REACT POST'],
  [
    'an owner of an archived channel',
    {},
    standing('GROUP', 'OWNER', { channel: { archivedAt: now } }),
    'READ MODERATE MANAGE',
  ],
  [
    'a member where moderators post',
    {},
    standing('GROUP', 'MEMBER', { channel: { postingRole: 'MODERATOR' } }),
    'READ REACT',
  ],
  ['somebody who left a group', {}, standing('GROUP', 'MEMBER', { membership: { endedAt: now } }), ''],
  [
    'somebody who left an open channel',
    {},
    standing('PUBLIC', 'MEMBER', { membership: { endedAt: now } }),
    'READ JOIN',
  ],
  ['somebody banned', {}, standing('PUBLIC', 'MEMBER', { membership: { endedAt: now, bannedAt: now } }), ''],
  ['a colleague before a group', {}, standing('GROUP', null), ''],
  ['a colleague before an open channel', {}, standing('PUBLIC', null), 'READ JOIN'],
  [
    'a colleague before an archived open channel',
    {},
    standing('PUBLIC', null, { channel: { archivedAt: now } }),
    'READ',
  ],
  ['an overseer before a project', overseer, standing('PROJECT', null), 'READ INVITE MODERATE MANAGE'],
  [
    'an overseer before an archived project',
    overseer,
    standing('PROJECT', null, { channel: { archivedAt: now } }),
    'READ MODERATE MANAGE',
  ],
  ['an overseer before a group', overseer, standing('GROUP', null), ''],
  ['an overseer in a group', overseer, standing('GROUP', 'MEMBER'), 'READ REACT POST'],
  [
    'an overseer in a project',
    overseer,
    standing('PROJECT', 'MEMBER'),
    'READ REACT POST INVITE MODERATE MANAGE',
  ],
  ['an overseer before two people', overseer, standing('DIRECT', null), ''],
  [
    'an overseer who was banned',
    overseer,
    standing('PUBLIC', 'MEMBER', { membership: { endedAt: now, bannedAt: now } }),
    '',
  ],
  [
    'a colleague whom an open channel is not meant for',
    { country: 'KE' },
    standing('PUBLIC', null, { channel: { access: [{ attribute: 'COUNTRY', values: ['CA', 'GB'] }] } }),
    '',
  ],
  [
    'a colleague whom an open channel is meant for',
    { country: 'KE', teamIds: ['team_1'] },
    standing('PUBLIC', null, {
      channel: {
        access: [
          { attribute: 'COUNTRY', values: ['CA', 'KE'] },
          { attribute: 'TEAM', values: ['team_1'] },
        ],
      },
    }),
    'READ JOIN',
  ],
  [
    'a member whom an open channel is no longer meant for',
    {},
    standing('PUBLIC', 'MEMBER', { channel: { access: [{ attribute: 'COUNTRY', values: ['CA'] }] } }),
    'READ REACT POST INVITE',
  ],
  ['a customer before an open channel', { roles: ['CUSTOMER'] }, standing('PUBLIC', null), ''],
  ['a customer who was invited', { roles: ['CUSTOMER'] }, standing('GROUP', 'MEMBER'), 'READ REACT POST'],
  [
    'another organisation',
    { organizationId: 'organization_2', ...overseer },
    standing('PUBLIC', 'OWNER'),
    '',
  ],
  ['a guest who may post', guest('READ', 'POST'), standing('GROUP', null), 'READ JOIN POST REACT'],
  [
    'a guest whose pass was given by a mere member of the group',
    guest('READ'),
    standing('GROUP', null, { grantorRole: 'MEMBER' }),
    '',
  ],
  [
    'a guest of a member of an open channel',
    guest('READ'),
    standing('PUBLIC', null, { grantorRole: 'MEMBER' }),
    'READ JOIN',
  ],
  [
    'a guest whose pass was given by somebody outside',
    guest('READ'),
    standing('GROUP', 'GUEST', { grantorRole: null }),
    '',
  ],
  ['a guest who may read', guest('READ'), standing('GROUP', 'GUEST'), 'READ JOIN'],
  ['a guest who may only post', guest('POST'), standing('GROUP', 'GUEST'), ''],
  ['a guest with another pass', { kind: 'guest' }, standing('GROUP', 'MEMBER'), ''],
  [
    'a guest of an archived channel',
    guest('READ', 'POST'),
    standing('GROUP', null, { channel: { archivedAt: now } }),
    'READ JOIN',
  ],
  [
    'a guest where members post',
    guest('READ', 'POST'),
    standing('GROUP', null, { channel: { postingRole: 'MEMBER' } }),
    'READ JOIN',
  ],
  [
    'a guest who was banned',
    guest('READ', 'POST'),
    standing('GROUP', 'GUEST', { membership: { bannedAt: now } }),
    '',
  ],
])('%s may: %4$s', (_who, viewer, at, expected) => {
  expect(rights(viewer, at)).toBe(expected);
});

test('roles are ordered from reading to owning', () => {
  const roles: MemberRole[] = ['READER', 'GUEST', 'MEMBER', 'MODERATOR', 'OWNER'];
  for (const [n, role] of roles.entries()) {
    expect(roles.filter((least) => atLeast(role, least))).toEqual(roles.slice(0, n + 1));
  }
});

test('a pair has one key, whoever begins, and each finds the other in it', () => {
  expect(directKeyOf('user_b', 'user_a')).toBe(directKeyOf('user_a', 'user_b'));
  expect(peerIn(directKeyOf('user_b', 'user_a'), 'user_a')).toBe('user_b');
  expect(peerIn(null, 'user_a')).toBeNull();
});

test('guests and customers are from outside', () => {
  expect([aViewer(), aViewer({ kind: 'guest' }), aViewer({ roles: ['CUSTOMER'] })].map(isOutsider)).toEqual([
    false,
    true,
    true,
  ]);
});
