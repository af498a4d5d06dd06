import type { Answer } from '../../client/ask.js';
import {
  FaultsHistoryDocument,
  type FaultsHistoryQuery,
  type FaultsHistoryQueryVariables,
  FaultsSnapshotDocument,
} from '../../generated/graphql.js';
import type { ShownMessage } from '../journal.js';
import type { Client } from './client.js';
import { shownChannel, shownMessage } from './shown.js';
import type { Room } from './workers.js';

const TRIES = 60;

/** Reads the whole history in pages, each through some gateway. False when it could not be read to its end. */
export async function walk(
  client: Client,
  channelId: string,
  { backward, final, page }: { readonly backward: boolean; readonly final: boolean; readonly page: number },
): Promise<boolean> {
  const begunAt = client.journal.now();
  let items: ShownMessage[] = [];
  let edge: string | null = null;
  let gateway = 0;
  for (let tries = 0; tries < TRIES;) {
    gateway = client.anyGateway();
    const place: Pick<FaultsHistoryQueryVariables, 'first' | 'after' | 'last' | 'before'> = backward
      ? { last: page, before: edge }
      : { first: page, after: edge };
    const answer: Answer<FaultsHistoryQuery> | null = await client.read(
      FaultsHistoryDocument,
      { id: channelId, ...place },
      gateway,
    );
    const channel = answer?.data?.channel;
    if (!channel || answer.errors.length > 0) {
      // Refused for good, or not answered: only the latter is asked again.
      if (answer?.errors.some(({ extensions }) => extensions.code === 'NOT_FOUND')) return false;
      tries += 1;
      await client.rest();
      continue;
    }
    const { nodes, pageInfo } = channel.messages;
    const shown = nodes.map(shownMessage);
    items = backward ? [...shown, ...items] : [...items, ...shown];
    edge = (backward ? pageInfo.startCursor : pageInfo.endCursor) ?? null;
    if (backward ? pageInfo.hasPreviousPage : pageInfo.hasNextPage) continue;
    const who = client.account.id;
    client.journal.note({ type: 'walked', who, begunAt, gateway, backward, final, items });
    return true;
  }
  return false;
}

/** Reads the channel as it is now. Null when it could not be read. */
export async function look(client: Client, channelId: string, final: boolean, gateway = client.anyGateway()) {
  const begunAt = client.journal.now();
  const answer = await client.read(FaultsSnapshotDocument, { id: channelId }, gateway);
  const channel = answer?.data?.channel;
  if (!channel || answer.errors.length > 0) return null;
  const who = client.account.id;
  const snapshot = shownChannel(channel);
  client.journal.note({ type: 'snapshot', who, begunAt, gateway, final, snapshot });
  return snapshot;
}

/** Somebody who reads all the time: the history both ways, and snapshots. */
export async function reader(client: Client, room: Room): Promise<void> {
  const { chance } = client;
  while (room.open()) {
    if (chance.oneIn(2)) await look(client, room.channelId, false);
    else {
      const page = chance.within(15, 100);
      await walk(client, room.channelId, { backward: chance.oneIn(2), final: false, page });
    }
    await client.rest(1_000);
  }
}
