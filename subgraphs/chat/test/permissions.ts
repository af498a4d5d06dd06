import { aKey } from './chat.js';
import { govern } from './permission-govern.js';
import {
  type Input,
  type Row,
  NOT_FOR_MEMBERS,
  all,
  asking,
  byChannel,
  entity,
  inside,
  mutation,
  query,
} from './permission-rows.js';
import { ofDeeds } from './permissions-deeds.js';
import { ofFinding } from './permissions-find.js';
import { ofMedia } from './permissions-media.js';
import { ofOwners } from './permissions-own.js';
import { ofThreads } from './permissions-thread.js';
import { subscriptions } from './permission-streams.js';
import type { Scene } from './scene.js';

/** Refused to all but owners. */
const ONLY_OWNERS = { ...NOT_FOR_MEMBERS, moderator: 'FORBIDDEN' } as const;

const byMessage: Input = ({ messageId }) => ({ messageId });
const withEmoji: Input = ({ messageId }) => ({ messageId, emoji: '🎉' });

async function archived({ chat, viewers, channelId }: Scene): Promise<void> {
  const input = { channelId, key: aKey() };
  await chat.must(
    viewers.owner,
    `mutation ($input: ArchiveChannelInput!) { archiveChannel(input: $input) { id } }`,
    { input },
  );
}

const queries: readonly Row[] = [
  query('viewer', '{ viewer { id sidebar { entries { id } } } }', () => ({}), all('ok', { nobody: 'null' })),
  query(
    'channel',
    `query ($channelId: ID!) { channel(id: $channelId) { id } }`,
    byChannel,
    inside('NOT_FOUND'),
  ),
  query(
    'channels',
    `{ channels(filter: { text: "the scene" }) { nodes { id } } }`,
    () => ({}),
    inside('empty'),
  ),
  query(
    'message',
    `query ($messageId: ID!) { message(id: $messageId) { id } }`,
    byMessage,
    inside('NOT_FOUND'),
  ),
];

const ofChannels: readonly Row[] = [
  mutation(
    'createChannel',
    '{ id }',
    () => ({ kind: 'PUBLIC', name: 'new' }),
    all('FORBIDDEN', { owner: 'ok' }),
  ),
  mutation(
    'openDirectChannel',
    '{ id }',
    ({ outsiderId }) => ({ userId: outsiderId }),
    all('ok', {
      foreigner: 'NOT_FOUND',
      customer: 'FORBIDDEN',
      guest: 'FORBIDDEN',
      outsideGuest: 'FORBIDDEN',
    }),
  ),
  mutation(
    'updateChannel',
    '{ id }',
    ({ channelId }) => ({ channelId, name: 'other', expectedVersion: 1 }),
    inside('NOT_FOUND', ONLY_OWNERS),
  ),
  mutation('archiveChannel', '{ id }', byChannel, inside('NOT_FOUND', ONLY_OWNERS)),
  mutation('restoreChannel', '{ id }', byChannel, inside('NOT_FOUND', ONLY_OWNERS), archived),
  mutation('joinChannel', '{ id }', byChannel, inside('NOT_FOUND')),
  mutation('leaveChannel', '{ id }', byChannel, inside('NOT_FOUND', { owner: 'CONFLICT' })),
  mutation(
    'inviteToChannel',
    '{ id }',
    ({ channelId, outsiderId }) => ({ channelId, userIds: [outsiderId] }),
    inside('NOT_FOUND', NOT_FOR_MEMBERS),
  ),
  mutation(
    'setMemberRole',
    '{ id }',
    ({ channelId, memberId }) => ({ channelId, userId: memberId, role: 'READER' }),
    inside('NOT_FOUND', ONLY_OWNERS),
  ),
  mutation(
    'removeMember',
    '{ id }',
    ({ channelId, memberId }) => ({ channelId, userId: memberId }),
    inside('NOT_FOUND', NOT_FOR_MEMBERS),
  ),
];

const ofMessages: readonly Row[] = [
  mutation(
    'sendMessage',
    '{ id }',
    ({ channelId }) => ({ channelId, text: 'Hello' }),
    inside('NOT_FOUND', { reader: 'FORBIDDEN' }),
  ),
  mutation(
    'editMessage',
    '{ id }',
    ({ messageId }) => ({ messageId, text: 'Other', expectedVersion: 1 }),
    inside('NOT_FOUND', {
      guest: 'FORBIDDEN',
      reader: 'FORBIDDEN',
      moderator: 'FORBIDDEN',
      owner: 'FORBIDDEN',
    }),
  ),
  mutation(
    'deleteMessage',
    '{ id }',
    byMessage,
    inside('NOT_FOUND', { guest: 'FORBIDDEN', reader: 'FORBIDDEN' }),
  ),
  mutation('addReaction', '{ id }', withEmoji, inside('NOT_FOUND')),
  mutation('removeReaction', '{ id }', withEmoji, inside('NOT_FOUND')),
  mutation('markRead', '{ id }', ({ channelId }) => ({ channelId, seq: 1 }), inside('NOT_FOUND')),
  mutation(
    'setTyping',
    '',
    ({ channelId }) => ({ channelId, active: true }),
    inside('NOT_FOUND', { reader: 'FORBIDDEN' }),
  ),
  mutation('setPresence', '{ state }', () => ({ state: 'AWAY' }), all('ok')),
  mutation(
    'setNotificationLevel',
    '{ level }',
    ({ channelId }) => ({ channelId, level: 'NOTHING' }),
    inside('NOT_FOUND'),
  ),
  mutation(
    'setQuietHours',
    '{ spans { day } }',
    () => ({ spans: [{ day: 1, startsAt: '22:00', endsAt: '06:00' }] }),
    all('ok'),
  ),
  mutation('setStatus', '{ statusText }', () => ({ text: 'At the library', emoji: '📚' }), all('ok')),
];

/** What is explained to who may manage a channel, and who that is about is told by identity. */
const explanations: readonly Row[] = [
  asking(
    'Channel.whyCan',
    `query ($channelId: ID!, $userId: ID!) {
      channel(id: $channelId) { whyCan(userId: $userId, action: POST) { chatKey subject { id } } } }`,
    ({ channelId, memberId }) => ({ channelId, userId: memberId }),
    inside('NOT_FOUND', ONLY_OWNERS),
  ),
  asking(
    'Message.whyCan',
    `query ($messageId: ID!, $userId: ID!) {
      message(id: $messageId) { whyCan(userId: $userId, action: EDIT) { chatKey subject { id } } } }`,
    ({ messageId, memberId }) => ({ messageId, userId: memberId }),
    inside('NOT_FOUND', ONLY_OWNERS),
  ),
  asking(
    'AccessExplanation',
    `query ($refs: [_Any!]!) {
      _entities(representations: $refs) { ... on AccessExplanation { allowed decidedBy { text } } } }`,
    ({ channelId, memberId, viewers }) => {
      const now = { viewer: viewers.member, barredBecause: null };
      const chatKey = `${channelId} ${memberId} POST`;
      return { refs: [{ __typename: 'AccessExplanation', chatKey, subject: { now } }] };
    },
    inside('NOT_FOUND', ONLY_OWNERS),
  ),
];

/** For administrators of the organisation, who need not be in any channel; here are none. */
const ofDeadLetters: readonly Row[] = [
  query('chatDeadLetters', '{ chatDeadLetters { nodes { id } } }', () => ({}), all('FORBIDDEN')),
  ...['replay', 'discard'].map((deed) =>
    mutation(
      `${deed}ChatDeadLetter`,
      '{ id }',
      () => ({ id: 'dead_letter_00000000000000000000000001' }),
      all('FORBIDDEN'),
    ),
  ),
];

const entities: readonly Row[] = [
  entity('Channel', ({ channelId }) => channelId, inside('null')),
  entity('Message', ({ messageId }) => messageId, inside('null')),
  entity('Membership', ({ membershipId }) => membershipId, inside('null')),
  // Who may see a meeting, meetings decides.
  entity('Meeting', () => 'meeting_00000000000000000000000001', all('ok', { nobody: 'ok' })),
  entity('SidebarEntry', ({ entryId }) => entryId, all('null', { member: 'ok' })),
  entity('Viewer', ({ memberId }) => memberId, all('null', { member: 'ok' })),
  entity(
    'User',
    ({ memberId }) => memberId,
    all('ok', { foreigner: 'null', customer: 'null', outsideGuest: 'null' }),
  ),
  entity(
    'Department',
    ({ departmentId }) => departmentId,
    all('ok', { foreigner: 'null', customer: 'null', guest: 'null', outsideGuest: 'null' }),
  ),
];

/** Every root field, every entity and every explanation of chat, and what each actor gets of it. */
export const permissions: readonly Row[] = [
  ...queries,
  ...ofChannels,
  ...ofMessages,
  ...ofDeeds,
  ...ofFinding,
  ...ofThreads,
  ...ofMedia,
  ...ofOwners,
  ...govern,
  ...ofDeadLetters,
  ...subscriptions,
  ...explanations,
  ...entities,
];
