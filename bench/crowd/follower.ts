import { randomUUID } from 'node:crypto';
import { print } from 'graphql';
import { ChannelEventsDocument } from '../generated/graphql.js';
import { SocketClient } from './socket-client.js';

const QUERY = print(ChannelEventsDocument);

/** What a socket follows. */
export interface Following {
  readonly channelId: string;
  /** Only what comes after this cursor. */
  readonly after?: string | undefined;
}

/** What a socket hears of what it follows. */
export interface Hearing {
  /** A frame with a mark; `payload` is its whole text. */
  readonly onMark: (mark: number, bytes: number, payload: Buffer) => void;
  /** Called when the stream of a channel has said that everything before was replayed. */
  readonly onCaughtUp?: (channelId: string, cursor: string) => void;
  /** Called for every other event. */
  readonly onEvent?: () => void;
  /** Called when the server ends the socket, with its code or what else is known. */
  readonly onEnd?: (reason: string) => void;
}

interface Message {
  readonly id?: string;
  readonly type: string;
  readonly payload?: {
    readonly data?: { readonly channelEvents?: { readonly __typename: string; readonly cursor: string } };
  };
}

/**
 * Opens a socket of graphql-transport-ws that follows channels, each by a subscription with an id of its own; resolves
 * when it has caught up with all of them.
 * @throws Error when the socket or a subscription is refused
 */
export async function follow(
  url: string,
  token: string,
  followed: readonly Following[],
  hearing: Hearing,
): Promise<SocketClient> {
  const { promise, resolve, reject } = Promise.withResolvers<undefined>();
  const channels = new Map(followed.map(({ channelId }) => [randomUUID() as string, channelId]));
  let behind = followed.length;
  const subscribe = (): void => {
    const ids = [...channels.keys()];
    for (const [n, variables] of followed.entries()) {
      const payload = { query: QUERY, operationName: 'ChannelEvents', variables };
      client.send(JSON.stringify({ id: ids[n], type: 'subscribe', payload }));
    }
  };
  const onText = (text: string): void => {
    const { id = '', type, payload } = JSON.parse(text) as Message;
    const event = payload?.data?.channelEvents;
    if (type === 'connection_ack') subscribe();
    else if (type === 'ping') client.send('{"type":"pong"}');
    else if (type === 'next' && event?.__typename === 'CaughtUp') {
      hearing.onCaughtUp?.(channels.get(id) ?? '', event.cursor);
      if (--behind === 0) resolve(undefined);
    } else if (type === 'next' && event) hearing.onEvent?.();
    else reject(new Error(`The subscription was refused: ${text}`));
  };
  const client: SocketClient = await SocketClient.open(`${url}/graphql`, 'graphql-transport-ws', {
    onText,
    onMark: hearing.onMark,
    onEnd(reason) {
      hearing.onEnd?.(reason);
      reject(new Error(`The socket was closed: ${reason}`));
    },
  });
  client.send(JSON.stringify({ type: 'connection_init', payload: { token } }));
  await promise;
  return client;
}
