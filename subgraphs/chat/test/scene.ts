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
  readonly cast: Cast;
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

type People = readonly [
  ...[Viewer, Viewer, Viewer, Viewer, Viewer],
  ...[Viewer, Viewer, Viewer, Viewer, Viewer],
];

/** The people of a scene, who may play in many, and a department of theirs. */
export interface Cast {
  readonly people: People;
  readonly departmentId: string;
}

export async function aCast(chat: TestChat): Promise<Cast> {
  const people = (await chat.people(CAST)) as unknown as People;
  return { people, departmentId: await chat.aDepartment() };
}

async function giveRoles(chat: TestChat, channelId: string, { people }: Cast): Promise<void> {
  const [owner, moderator, , reader] = people;
  const roles = { [moderator.id]: 'MODERATOR', [reader.id]: 'READER' };
  for (const [userId, role] of Object.entries(roles)) {
    await chat.must(owner, ROLE, { input: { channelId, userId, role, key: aKey() } });
  }
}

/** Something that the member said, and a thread that they began and answered in. */
async function speak(chat: TestChat, channelId: string, member: Viewer) {
  const { id: messageId } = await chat.aMessage(member, channelId, 'Of the member');
  const { id: rootId } = await chat.aMessage(member, channelId, 'Talked about');
  const opening = { discussableId: rootId, key: aKey() };
  const { id: threadId } = (await chat.must(member, OPEN_THREAD, { input: opening })) as { id: string };
  const answer = { channelId, threadId, text: 'An answer', key: aKey() };
  const { inThread } = await chat.must(member, ANSWER, { input: answer });
  return { messageId, threadId, followId: inThread.viewerFollow.id as string };
}

/** Sets the scene anew, with those people. */
export async function aScene(chat: TestChat, cast: Cast): Promise<Scene> {
  const [owner, moderator, member, reader, stranger, outsider, ...others] = cast.people;
  const [foreigner, customer, invited, uninvited] = others;
  const channelId = await chat.aChannel(owner, [moderator, member, reader], { name: 'the scene' });
  const passTo = (targetId: string) => [
    { targetId, actions: ['READ', 'POST'] as const, grantedById: owner.id },
  ];
  const guest = { ...invited, grants: passTo(channelId) };
  const [said, { viewerEntry }] = await Promise.all([
    speak(chat, channelId, member),
    chat.must(member, PLACE, { id: channelId }),
    chat.must(guest, '{ viewer { sidebar { entries { id } } } }'),
    giveRoles(chat, channelId, cast),
  ]);
  return {
    ...{ chat, cast, channelId },
    ...said,
    viewers: {
      nobody: null,
      ...{ foreigner, stranger, customer, guest, reader, member, moderator, owner },
      outsideGuest: { ...uninvited, grants: passTo('channel_00000000000000000000000001') },
    },
    ...{ memberId: member.id, outsiderId: outsider.id },
    ...{ membershipId: viewerEntry.membership.id as string, entryId: viewerEntry.id as string },
    departmentId: cast.departmentId,
  };
}
