import { FaultsEventsDocument } from '../../generated/graphql.js';
import type { ToldEvent } from '../journal.js';
import { followBySocket } from '../wire/line.js';
import type { Client } from './client.js';
import { toldEvent } from './shown.js';

const REPLAY_MS = 20_000;

/** Follows a stream from its beginning to a position and notes it whole: the order that everybody must have seen. */
export async function replayed(
  client: Client,
  channelId: string,
  after: string,
  end: string,
  gateway: number,
): Promise<void> {
  const events: ToldEvent[] = [];
  const { promise, resolve } = Promise.withResolvers<undefined>();
  const line = followBySocket({
    gateway: client.gateways[gateway] ?? '',
    token: client.account.token,
    document: FaultsEventsDocument,
    variables: { channelId, after },
    hear: (heard) => {
      if (heard.kind !== 'told') {
        client.journal.note({ type: 'noted', what: `The replay ended: ${JSON.stringify(heard)}` });
        resolve(undefined);
        return;
      }
      const event = toldEvent(heard.data.channelEvents);
      if (event.type !== 'CaughtUp') events.push(event);
      if (event.cursor === end) resolve(undefined);
    },
  });
  const late = setTimeout(resolve, REPLAY_MS, undefined);
  await promise;
  clearTimeout(late);
  line.close();
  client.journal.note({ type: 'log', gateway, events });
}
