import type { Viewer } from '@parley/kit';
import { aViewer } from '@parley/kit/testing';
import { expect, test } from 'vitest';
import type { ChannelKind, MemberRole } from './channel.js';
import {
  TOLD_RIGHTS,
  type ChannelRight,
  channelRights,
  decideInChannel,
  explainInChannel,
} from './channel-rights.rules.js';
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
  ['an owner', {}, standing('GROUP', 'OWNER'), 'READ JOIN POST INVITE MODERATE MANAGE EXPLAIN REACT'],
  ['a moderator', {}, standing('GROUP', 'MODERATOR'), 'READ JOIN POST INVITE MODERATE REACT'],
  ['a member', {}, standing('GROUP', 'MEMBER'), 'READ JOIN POST REACT'],
  ['a member of an open channel', {}, standing('PUBLIC', 'MEMBER'), 'READ JOIN POST INVITE REACT'],
  ['a reader', {}, standing('GROUP', 'READER'), 'READ JOIN REACT'],
  ['one of two', {}, standing('DIRECT', 'MEMBER'), 'READ JOIN POST REACT'],
  [
    'an owner of an archived channel',
    {},
    standing('GROUP', 'OWNER', { channel: { archivedAt: now } }),
    'READ JOIN MODERATE MANAGE EXPLAIN',
  ],
  [
    'a member where moderators post',
    {},
    standing('GROUP', 'MEMBER', { channel: { postingRole: 'MODERATOR' } }),
    'READ JOIN REACT',
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
  [
    'an overseer before a project',
    overseer,
    standing('PROJECT', null),
    'READ INVITE MODERATE MANAGE EXPLAIN',
  ],
  [
    'an overseer before an archived project',
    overseer,
    standing('PROJECT', null, { channel: { archivedAt: now } }),
    'READ MODERATE MANAGE EXPLAIN',
  ],
  ['an overseer before a group', overseer, standing('GROUP', null), ''],
  ['an overseer in a group', overseer, standing('GROUP', 'MEMBER'), 'READ JOIN POST REACT'],
  [
    'an overseer in a project',
    overseer,
    standing('PROJECT', 'MEMBER'),
    'READ JOIN POST INVITE MODERATE MANAGE EXPLAIN REACT',
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
    'READ JOIN POST INVITE REACT',
  ],
  ['a customer before an open channel', { roles: ['CUSTOMER'] }, standing('PUBLIC', null), ''],
  [
    'a customer who was invited',
    { roles: ['CUSTOMER'] },
    standing('GROUP', 'MEMBER'),
    'READ JOIN POST REACT',
  ],
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

const reasons = (viewer: Partial<Viewer>, at: Standing, right: ChannelRight) => {
  const { allowed, steps, decidedBy } = decideInChannel(aViewer(viewer), at, right);
  expect(steps.at(-1)).toBe(decidedBy);
  expect(decidedBy.allows).toBe(allowed);
  // What was met on the way speaks for it, whatever is decided in the end.
  expect(steps.slice(0, -1).every(({ allows }) => allows)).toBe(true);
  return steps.map(({ rule, text }) => `${rule}: ${text}`);
};

const BELONGS = 'ORGANIZATION_POLICY: They belong to the organisation of this channel';

test.each<[string, Partial<Viewer>, Standing, ChannelRight, readonly string[]]>([
  [
    'a member of an archived channel writes',
    {},
    standing('GROUP', 'MEMBER', { channel: { archivedAt: now } }),
    'POST',
    [BELONGS, 'MEMBERSHIP: They are in this channel, as a member', 'STATE: This channel is archived'],
  ],
  [
    'a reader writes where members do',
    {},
    standing('GROUP', 'READER', { channel: { postingRole: 'MEMBER' }, membership: { origin: 'DEPARTMENT' } }),
    'POST',
    [
      BELONGS,
      'MEMBERSHIP: They are in this channel, as a reader, through their department',
      'MEMBERSHIP: Only members, moderators and owners write in this channel',
    ],
  ],
  [
    'somebody banned reads',
    overseer,
    standing('PUBLIC', 'MEMBER', { membership: { bannedAt: now } }),
    'READ',
    [BELONGS, 'EXCLUSION: They were banned from this channel'],
  ],
  [
    'an overseer manages',
    overseer,
    standing('PROJECT', null),
    'MANAGE',
    [
      BELONGS,
      'ROLE: A role of theirs lets them keep order in all channels of this kind',
      'ROLE: A role of theirs lets them keep order in all channels of this kind',
    ],
  ],
  [
    'a colleague without what an open channel asks for reads',
    { country: 'KE' },
    standing('PUBLIC', null, { channel: { access: [{ attribute: 'COUNTRY', values: ['CA'] }] } }),
    'READ',
    [BELONGS, 'ATTRIBUTE: They do not meet the conditions of this open channel'],
  ],
  [
    'a guest whose pass was given by somebody who left reads',
    guest('READ'),
    standing('GROUP', null, { grantorRole: null }),
    'READ',
    [
      BELONGS,
      'GUEST_PASS: Whoever gave them the guest pass may not, or no longer, bring people into this channel',
    ],
  ],
  [
    'a guest asks why',
    guest('READ', 'POST'),
    standing('GROUP', 'GUEST'),
    'EXPLAIN',
    ['ORGANIZATION_POLICY: Guests and customers do not ask about others'],
  ],
])('%s: every rule on the way is told', (_what, viewer, at, right, expected) => {
  expect(reasons(viewer, at, right)).toEqual(expected);
});

test('every right in every place is decided by the rule that its explanation ends with', () => {
  const kinds: ChannelKind[] = ['DIRECT', 'GROUP', 'DEPARTMENT', 'PROJECT', 'PUBLIC'];
  const roles = [null, 'READER', 'GUEST', 'MEMBER', 'MODERATOR', 'OWNER'] as const;
  const viewers = [
    {},
    overseer,
    { roles: ['CUSTOMER'] },
    guest('READ'),
    guest('READ', 'POST'),
    guest('POST'),
  ];
  const all = [...TOLD_RIGHTS, 'REACT'] as const;
  for (const kind of kinds) {
    for (const role of roles) {
      for (const viewer of viewers) {
        for (const archivedAt of [null, now]) {
          const at = standing(kind, role, { channel: { archivedAt } });
          const held = channelRights(aViewer(viewer), at);
          for (const right of all) {
            expect(reasons(viewer, at, right).length).toBeGreaterThan(0);
            expect(decideInChannel(aViewer(viewer), at, right).allowed).toBe(held.has(right));
            // Whoever may do anything at all may read.
            if (held.has(right)) expect(held.has('READ')).toBe(true);
          }
        }
      }
    }
  }
});

test('what nobody does with a channel is granted by nothing', () => {
  const { allowed, decidedBy } = explainInChannel(aViewer(), standing('GROUP', 'OWNER'), 'GRADE');
  expect([allowed, decidedBy.rule]).toEqual([false, 'NONE']);
});
