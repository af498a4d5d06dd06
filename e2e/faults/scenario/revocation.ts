import { randomUUID } from 'node:crypto';
import { Person } from '../../client/person.js';
import {
  CreateChannelDocument,
  InviteToChannelDocument,
  RemoveMemberDocument,
  SignOutDocument,
} from '../../generated/graphql.js';
import { people } from '../../people.js';
import type { Account } from '../play/client.js';
import type { Stage } from '../stage.js';
import { within } from './figures.js';
import { Listener, talk } from './talk.js';

/** How long it took until streams of people who lost their right were ended. */
export interface Revoked {
  /** From the answer to the removal to the end of the stream, in milliseconds. */
  readonly removed: readonly number[];
  /** From the answer to the log-out to the end of the connection. */
  readonly signedOut: readonly number[];
  /** Events that lie after a removal and were told to who was removed. */
  readonly leaked: readonly string[];
}

const MEMBERS = ['student', 'classmate', 'employee', 'colleague'] as const;
const LATEST_MS = 15_000;

/** Removes people who follow, one after the other, while somebody talks all the time; and logs people out. */
export async function revocations(stage: Stage, rounds: number, signOuts: number): Promise<Revoked> {
  const urls = stage.directUrls;
  const owner = await Person.signIn(urls, people.head);
  const talker = await Person.signIn(urls, people.faculty);
  const members = await Promise.all(MEMBERS.map((role) => Person.signIn(urls, people[role])));
  const dean = await Person.signIn(urls, people.dean);
  const memberIds = [talker, dean, ...members].map(({ id }) => id);
  const input = { kind: 'GROUP' as const, name: 'Revocations', memberIds, key: randomUUID() };
  const { createChannel: channel } = await owner.get(CreateChannelDocument, { input });
  const witness = new Listener(urls[0] ?? '', owner, channel.id, channel.liveCursor);
  await within(LATEST_MS, 'the witness follows', witness.caughtUp());
  const talking = talk(() => urls[0] ?? '', talker, channel.id, 25);
  const removed: number[] = [];
  const leaked: string[] = [];
  try {
    for (let round = 0; round < rounds; round += 1) {
      const member = members[round % members.length] ?? owner;
      const place = { urls, owner, witness, channelId: channel.id, round };
      const result = await remove(place, member);
      removed.push(result.milliseconds);
      leaked.push(...result.leaked);
    }
    const signedOut: number[] = [];
    for (let n = 0; n < signOuts; n += 1) signedOut.push(await signOut(urls, channel.id, n));
    return { removed, signedOut, leaked };
  } finally {
    await talking.stop();
    witness.close();
  }
}

interface Place {
  readonly urls: readonly string[];
  readonly owner: Person;
  readonly witness: Listener;
  readonly channelId: string;
  readonly round: number;
}

async function remove(
  { urls, owner, witness, channelId, round }: Place,
  member: Account,
): Promise<{ readonly milliseconds: number; readonly leaked: readonly string[] }> {
  const protocol = round % 3 === 2 ? 'events' : 'socket';
  const listener = new Listener(urls[round % urls.length] ?? '', member, channelId, null, protocol);
  await within(LATEST_MS, `${member.id} follows`, listener.caughtUp());
  const heardBefore = listener.events.length;
  await within(
    LATEST_MS,
    'somebody talks',
    listener.told((event) => listener.events.findIndex((told) => told.event === event) >= heardBefore + 2),
  );
  const userId = member.id;
  await owner.get(RemoveMemberDocument, { input: { channelId, userId, key: randomUUID() } }, round + 1);
  const answered = performance.now();
  const { at } = await within(LATEST_MS, `the stream of ${userId} ends`, listener.ended);
  await within(
    LATEST_MS,
    'the witness is told of the removal',
    witness.told((event) => event.__typename === 'MemberRemoved' && event.userId === userId),
  );
  const leaked = leakedTo(listener, witness, userId);
  await owner.get(InviteToChannelDocument, { input: { channelId, userIds: [userId], key: randomUUID() } });
  // The next removal of the same person is another one.
  await within(
    LATEST_MS,
    'the witness is told of the return',
    witness.told((event) => event.__typename === 'MemberAdded'),
  );
  witness.events.length = 0;
  return { milliseconds: Math.max(0, at - answered), leaked };
}

/** What the one who was removed was told though it lies after the removal in the stream of the witness. */
function leakedTo(listener: Listener, witness: Listener, userId: string): readonly string[] {
  const order = witness.events.map(({ event }) => event);
  const removal = order.findIndex((event) => event.__typename === 'MemberRemoved' && event.userId === userId);
  const after = new Set(order.slice(removal + 1).map(({ cursor }) => cursor));
  return listener.events
    .filter(({ event }) => event.__typename !== 'CaughtUp' && after.has(event.cursor))
    .map(({ event }) => `${userId} was told of ${event.__typename} ${event.cursor} after the removal`);
}

/** A session of its own follows at one gateway and is ended at another one. */
async function signOut(urls: readonly string[], channelId: string, n: number): Promise<number> {
  const person = await Person.signIn(urls, people.dean);
  const listener = new Listener(urls[n % urls.length] ?? '', person, channelId, null);
  await within(LATEST_MS, 'the session follows', listener.caughtUp());
  const { errors } = await person.ask(SignOutDocument, { input: { key: randomUUID() } }, n + 1);
  if (errors.length > 0) throw new Error(`Log-out was refused: ${JSON.stringify(errors)}`);
  const answered = performance.now();
  const { at } = await within(LATEST_MS, 'the connection of who logged out ends', listener.ended);
  return Math.max(0, at - answered);
}
