import { afterAll, inject } from 'vitest';
import { Person } from './client/person.js';
import type { Stream } from './client/stream.js';
import {
  ChannelEventsDocument,
  type ChannelEventsSubscription,
  ChannelSummaryDocument,
  CreateChannelDocument,
  SendMessageDocument,
  type SendMessageMutation,
} from './generated/graphql.js';
import { aKey, people, type Role } from './people.js';

/** The gateways of the product under test. */
export const gateways: readonly string[] = inject('gatewayUrls');
/** The first of them. */
export const gateway: string = gateways[0] ?? '';
/** Its subgraphs, where they listen on ports of their own. */
export const subgraphs: readonly string[] = inject('subgraphUrls');

const signedIn = new Map<Role, Promise<Person>>();

/** Somebody of that role, signed in once a file and left at its end. */
export function a(role: Role): Promise<Person> {
  const known = signedIn.get(role) ?? Person.signIn(gateways, people[role]);
  signedIn.set(role, known);
  return known;
}

afterAll(async () => {
  await Promise.all([...signedIn.values()].map(async (person) => (await person)[Symbol.asyncDispose]()));
});

/** A group of that name; the first person owns it. */
export async function aChannelNamed(
  name: string,
  owner: Person,
  ...members: readonly Person[]
): Promise<string> {
  const memberIds = members.map(({ id }) => id);
  const input = { kind: 'GROUP' as const, name, memberIds, key: aKey() };
  return (await owner.get(CreateChannelDocument, { input })).createChannel.id;
}

/** A group of its own for a test, so that no two tests read each other's messages. */
export const aChannel = (owner: Person, ...members: readonly Person[]): Promise<string> =>
  aChannelNamed(`e2e ${aKey()}`, owner, ...members);

/** Sends words and gives the message back. */
export async function say(
  author: Person,
  channelId: string,
  text: string,
  gatewayIndex = 0,
): Promise<SendMessageMutation['sendMessage']> {
  const input = { channelId, text, key: aKey() };
  return (await author.get(SendMessageDocument, { input }, gatewayIndex)).sendMessage;
}

/** Something that happened in a channel, as a test follows it. */
export type ChannelEvent = ChannelEventsSubscription['channelEvents'];

/** The position of a channel's live stream at this moment. */
export async function liveCursorOf(person: Person, channelId: string): Promise<string> {
  const { channel } = await person.get(ChannelSummaryDocument, { id: channelId });
  if (!channel) throw new Error('The channel is not there');
  return channel.liveCursor;
}

/** Follows a channel from a cursor, over a socket of its own. */
export const followChannel = (
  person: Person,
  channelId: string,
  after: string | null,
  gatewayIndex = 0,
): Stream<ChannelEvent> =>
  person
    .follow(ChannelEventsDocument, { channelId, after }, gatewayIndex)
    .map(({ channelEvents }) => channelEvents);
