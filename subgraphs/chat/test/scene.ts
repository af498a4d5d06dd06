import type { Viewer } from '@parley/kit';
import { type TestChat, aKey } from './chat.js';

/** Everybody who may ask, from nobody at all to the owner of the channel. */
export const actors = [
  'nobody',
  'foreigner',
  'stranger',
  'customer',
  'guest',
  'outsideGuest',
  'reader',
  'member',
  'moderator',
  'owner',
] as const;

/**
 * Who asks: nobody signed in; somebody of another organisation; a colleague who is not in the channel; a customer; a
 * guest whose pass names the channel, and one whose pass names another; and those in it, by their role.
 */
export type Actor = (typeof actors)[number];

/** A private channel with everybody in their place, and things in it that belong to `member`. */
export interface Scene {
  readonly chat: TestChat;
  readonly viewers: Readonly<Record<Actor, Viewer | null>>;
  readonly channelId: string;
  readonly messageId: string;
  /** A thread that the member began, and their place in it. */
  readonly threadId: string;
  readonly followId: string;
  readonly membershipId: string;
  readonly entryId: string;
  readonly memberId: string;
  /** A colleague who is in no channel. */
  readonly outsiderId: string;
  readonly departmentId: string;
}

const ROLE = `mutation ($input: SetMemberRoleInput!) { setMemberRole(input: $input) { id } }`;
const OPEN_THREAD = `mutation ($input: OpenThreadInput!) { openThread(input: $input) { id } }`;
const ANSWER = `mutation ($input: SendMessageInput!) { sendMessage(input: $input) { inThread { viewerFollow { id } } } }`;
const PLACE = `query ($id: ID!) { channel(id: $id) { viewerEntry { id membership { id } } } }`;

const CAST = [
  { permissions: ['CREATE_CHANNELS'] },
  ...Array.from({ length: 5 }, () => ({ permissions: [] })),
  { organizationId: 'organization_00000000000000000000000002', permissions: ['MODERATE_CHANNELS'] },
  { kind: 'CUSTOMER', permissions: [] },
  ...Array.from({ length: 2 }, () => ({ kind: 'GUEST', permissions: [] })),
];

type Cast = [Viewer, Viewer, Viewer, Viewer, Viewer, Viewer, Viewer, Viewer, Viewer, Viewer];

/** Sets the scene anew. */
export async function aScene(chat: TestChat): Promise<Scene> {
  const cast = (await chat.people(CAST)) as Cast;
  const [owner, moderator, member, reader, stranger, outsider, foreigner, customer, invited, uninvited] =
    cast;
  const channelId = await chat.aChannel(owner, [moderator, member, reader], { name: 'the scene' });
  for (const [{ id: userId }, role] of [
    [moderator, 'MODERATOR'],
    [reader, 'READER'],
  ] as const) {
    await chat.must(owner, ROLE, { input: { channelId, userId, role, key: aKey() } });
  }
  const guest = {
    ...invited,
    grants: [{ targetId: channelId, actions: ['READ', 'POST'], grantedById: owner.id }],
  };
  const elsewhere = [
    { targetId: 'channel_00000000000000000000000001', actions: ['READ', 'POST'], grantedById: owner.id },
  ];
  await chat.must(guest, '{ viewer { sidebar { entries { id } } } }');
  const { id: messageId } = await chat.aMessage(member, channelId, 'Of the member');
  const { viewerEntry } = await chat.must(member, PLACE, { id: channelId });
  const { id: rootId } = await chat.aMessage(member, channelId, 'Talked about');
  const opening = { discussableId: rootId, key: aKey() };
  const { id: threadId } = await chat.must(member, OPEN_THREAD, { input: opening });
  const answer = { channelId, threadId, text: 'An answer', key: aKey() };
  const { inThread } = await chat.must(member, ANSWER, { input: answer });
  return {
    chat,
    viewers: {
      nobody: null,
      ...{ foreigner, stranger, customer, guest, reader, member, moderator, owner },
      outsideGuest: { ...uninvited, grants: elsewhere },
    },
    ...{ channelId, messageId, memberId: member.id, outsiderId: outsider.id },
    ...{ membershipId: viewerEntry.membership.id as string, entryId: viewerEntry.id as string },
    ...{ threadId: threadId as string, followId: inThread.viewerFollow.id as string },
    departmentId: await chat.aDepartment(),
  };
}
