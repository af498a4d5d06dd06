import { randomUUID } from 'node:crypto';
import {
  FaultsAddReactionDocument,
  FaultsDeleteDocument,
  FaultsEditDocument,
  FaultsInviteDocument,
  FaultsMarkDocument,
  FaultsRemoveDocument,
  FaultsRemoveReactionDocument,
  FaultsRenameDocument,
  FaultsSendDocument,
} from '../../generated/graphql.js';
import type { Outcome } from '../journal.js';
import type { Client } from './client.js';

/** A message that somebody has sent, as its author knows it. */
export interface Sent {
  readonly id: string;
  readonly seq: number;
  readonly text: string;
  readonly key: string;
  version: number;
  deleted: boolean;
}

/** What all workers share: where they talk, what was said, and whether they should go on. */
export interface Room {
  readonly channelId: string;
  /** Answered messages of everybody, oldest first. */
  readonly sent: Sent[];
  readonly open: () => boolean;
  /** The longest rest between two things a worker does, in milliseconds. */
  readonly pace: number;
}

const EMOJI = ['👍', '🎉', '❤️'] as const;

const isDone = (outcome: Outcome): outcome is Extract<Outcome, { kind: 'done' }> => outcome.kind === 'done';

/** Sends a text until it is answered. */
async function send(client: Client, channelId: string, text: string, key: string, clash = false) {
  const act = clash ? ({ kind: 'send', text, clash } as const) : ({ kind: 'send', text } as const);
  const variables = { input: { channelId, text, key } };
  return client.surely({ act, key, document: FaultsSendDocument, variables });
}

/** Asks with the key of a message once more: with the same text, or with another one, which must be refused. */
async function repeat(client: Client, { channelId }: Room, sent: Sent, clash: boolean): Promise<void> {
  await send(client, channelId, clash ? `${sent.text} (another body)` : sent.text, sent.key, clash);
}

/** Asks again with the keys of some messages: the answers must be those of the first time. */
export async function repeatSome(
  client: Client,
  room: Room,
  own: readonly Sent[],
  count: number,
): Promise<void> {
  if (own.length === 0) return;
  for (let n = 0; n < count; n += 1) await repeat(client, room, client.chance.pick(own), n % 4 === 3);
}

/** An author: sends, changes and takes back own messages, and now and then asks again with a used key. */
export async function author(client: Client, room: Room): Promise<Sent[]> {
  const own: Sent[] = [];
  const { chance, name } = client;
  for (let n = 1; room.open(); n += 1) {
    const draw = chance.next();
    const mine = own.filter(({ deleted }) => !deleted);
    if (draw < 0.14 && mine.length > 0) await edit(client, chance.pick(mine), n);
    else if (draw < 0.2 && mine.length > 3) await takeBack(client, chance.pick(mine));
    else if (draw < 0.28 && own.length > 0) await repeat(client, room, chance.pick(own), chance.oneIn(3));
    else {
      const key = randomUUID();
      const text = `${name}#${String(n)} ${'word '.repeat(chance.within(1, 60))}`.trim();
      const outcome = await send(client, room.channelId, text, key);
      if (isDone(outcome)) {
        const { id, seq, version } = outcome;
        const sent = { id, seq: seq ?? 0, version: version ?? 1, text, key, deleted: false };
        own.push(sent);
        room.sent.push(sent);
      }
    }
    await client.rest(room.pace);
  }
  return own;
}

async function edit(client: Client, sent: Sent, n: number): Promise<void> {
  const key = randomUUID();
  const text = `${sent.text} (edit ${String(n)})`;
  const input = { messageId: sent.id, text, expectedVersion: sent.version, key };
  const act = { kind: 'edit', messageId: sent.id, text, expectedVersion: sent.version } as const;
  const outcome = await client.surely({ act, key, document: FaultsEditDocument, variables: { input } });
  if (isDone(outcome)) sent.version = outcome.version ?? sent.version + 1;
}

async function takeBack(client: Client, sent: Sent): Promise<void> {
  const key = randomUUID();
  const variables = { input: { messageId: sent.id, key } };
  const act = { kind: 'delete', messageId: sent.id } as const;
  const outcome = await client.surely({ act, key, document: FaultsDeleteDocument, variables });
  if (isDone(outcome)) sent.deleted = true;
}

/** Reacts to what others said, takes reactions back, and reads on. */
export async function friend(client: Client, room: Room): Promise<void> {
  const { chance } = client;
  const mine: { messageId: string; emoji: string }[] = [];
  while (room.open()) {
    const recent = room.sent.slice(-12);
    if (recent.length > 0) {
      const draw = chance.next();
      if (draw < 0.3) await mark(client, room, Math.max(...recent.map(({ seq }) => seq)));
      else if (draw < 0.5 && mine.length > 0) {
        const [taken] = mine.splice(chance.within(0, mine.length - 1), 1);
        if (taken) await react(client, taken.messageId, taken.emoji, false);
      } else {
        const reaction = { messageId: chance.pick(recent).id, emoji: chance.pick(EMOJI) };
        if (isDone(await react(client, reaction.messageId, reaction.emoji, true))) mine.push(reaction);
      }
    }
    await client.rest(room.pace * 2);
  }
}

function react(client: Client, messageId: string, emoji: string, added: boolean): Promise<Outcome> {
  const key = randomUUID();
  const act = { kind: 'react', messageId, emoji, added } as const;
  const variables = { input: { messageId, emoji, key } };
  return added
    ? client.surely({ act, key, document: FaultsAddReactionDocument, variables })
    : client.surely({ act, key, document: FaultsRemoveReactionDocument, variables });
}

async function mark(client: Client, { channelId }: Room, seq: number): Promise<void> {
  const key = randomUUID();
  const variables = { input: { channelId, seq, key } };
  await client.surely({ act: { kind: 'mark', seq }, key, document: FaultsMarkDocument, variables });
}

/** The owner: removes somebody and lets them in again, and renames the channel. */
export async function warden(client: Client, room: Room, visitorId: string): Promise<void> {
  const { chance } = client;
  let version = 1;
  for (let n = 1; room.open(); n += 1) {
    await removal(client, room.channelId, visitorId);
    await client.rest(1_200);
    await invitation(client, room.channelId, visitorId);
    await client.rest(2_000);
    if (!chance.oneIn(2)) continue;
    const key = randomUUID();
    const name = `Faults ${String(n)}`;
    const act = { kind: 'rename', name, expectedVersion: version } as const;
    const variables = { input: { channelId: room.channelId, name, expectedVersion: version, key } };
    const outcome = await client.surely({ act, key, document: FaultsRenameDocument, variables });
    if (isDone(outcome)) version = outcome.version ?? version + 1;
  }
}

/** Takes a membership away. */
export function removal(client: Client, channelId: string, userId: string): Promise<Outcome> {
  const key = randomUUID();
  const variables = { input: { channelId, userId, key } };
  return client.surely({ act: { kind: 'remove', userId }, key, document: FaultsRemoveDocument, variables });
}

/** Gives a membership. */
export function invitation(client: Client, channelId: string, userId: string): Promise<Outcome> {
  const key = randomUUID();
  const variables = { input: { channelId, userIds: [userId], key } };
  return client.surely({ act: { kind: 'invite', userId }, key, document: FaultsInviteDocument, variables });
}

/** Somebody who comes and goes and says something when they may. */
export async function visitor(client: Client, room: Room): Promise<void> {
  for (let n = 1; room.open(); n += 1) {
    await send(client, room.channelId, `${client.name}#${String(n)} here I am`, randomUUID());
    await client.rest(room.pace * 4);
  }
}
