import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { print } from 'graphql';
import { Pool } from 'undici';
import {
  ChannelEventsDocument,
  CreateChannelDocument,
  IssueGuestPassDocument,
  RedeemGuestLinkDocument,
  SendMessageDocument,
} from '../generated/graphql.js';
import { Graph, PRIYA } from '../graph.js';
import { aKey, type Product } from '../product.js';
import type { Target } from './crowd.js';
import { SocketClient } from './socket-client.js';

/** How many sockets one person may hold. */
const SOCKETS_EACH = 10;
const PASS_MS = 3_600_000;

/** A target that is let go at the end. */
export interface OpenTarget extends Target {
  stop(): Promise<void>;
}

/** A channel with as many guests as it takes to hold that many sockets. */
export interface Audience {
  readonly channelId: string;
  readonly tokens: readonly string[];
}

async function guestToken(host: Graph, nobody: Graph, channelId: string, n: number): Promise<string> {
  const endsAt = new Date(Date.now() + PASS_MS).toISOString();
  const grants = [{ targetId: channelId, actions: ['READ' as const] }];
  const { issueGuestPass } = await host.get(IssueGuestPassDocument, {
    input: { name: `Listener ${String(n)}`, grants, endsAt, key: aKey() },
  });
  const token = /[^/=]+$/.exec(issueGuestPass.link ?? '')?.[0] ?? '';
  const { redeemGuestLink } = await nobody.get(RedeemGuestLinkDocument, {
    input: { token, displayName: `Listener ${String(n)}`, key: aKey() },
  });
  if (redeemGuestLink.__typename !== 'SignedIn') throw new Error('A guest could not enter');
  return redeemGuestLink.token.accessToken;
}

/** Invites the guests who listen. */
export async function anAudience(product: Product, sockets: number): Promise<Audience> {
  const nobody = Graph.at(product.url, 4);
  try {
    const host = await nobody.signIn(PRIYA);
    const input = { kind: 'GROUP' as const, name: 'bench-fan-out', key: aKey() };
    const { createChannel } = await host.get(CreateChannelDocument, { input });
    const tokens: string[] = [];
    const guests = Math.ceil(sockets / SOCKETS_EACH);
    for (let n = 0; n < guests; n++) tokens.push(await guestToken(host, nobody, createChannel.id, n));
    return { channelId: createChannel.id, tokens };
  } finally {
    await nobody.close();
  }
}

const SUBSCRIPTION = print(ChannelEventsDocument);

/** The product: sockets follow the channel by channelEvents, a message is published by sendMessage. */
export async function productTarget(product: Product, { channelId, tokens }: Audience): Promise<OpenTarget> {
  const nobody = Graph.at(product.url, 1);
  const host = await nobody.signIn(PRIYA);
  const subscribe = JSON.stringify({
    id: '1',
    type: 'subscribe',
    payload: { query: SUBSCRIPTION, operationName: 'ChannelEvents', variables: { channelId } },
  });
  return {
    pid: product.pid,
    async join(n, onMark) {
      const { promise: stands, resolve, reject } = Promise.withResolvers<undefined>();
      const onText = (text: string): void => {
        const { type } = JSON.parse(text) as { type: string };
        if (type === 'connection_ack') client.send(subscribe);
        // The first event says that everything before it was replayed.
        else if (type === 'next') resolve(undefined);
        else if (type === 'ping') client.send('{"type":"pong"}');
        else reject(new Error(`The subscription was refused: ${text}`));
      };
      const client: SocketClient = await SocketClient.open(`${product.url}/graphql`, 'graphql-transport-ws', {
        onText,
        onMark,
      });
      client.send(JSON.stringify({ type: 'connection_init', payload: { token: tokens[n % tokens.length] } }));
      await stands;
      return client;
    },
    async publish(text) {
      await host.get(SendMessageDocument, { input: { channelId, text, key: aKey() } });
    },
    stop: () => nobody.close(),
  };
}

/** A bare `ws` server that sends frames of the same size. */
export async function bareTarget(frameBytes: number): Promise<OpenTarget> {
  const child = fork(fileURLToPath(new URL('./reference.ts', import.meta.url)));
  const [port] = (await once(child, 'message')) as [number];
  const url = `http://127.0.0.1:${String(port)}`;
  const pool = new Pool(url, { connections: 1 });
  return {
    pid: child.pid ?? 0,
    join: (_n, onMark) => SocketClient.open(url, null, { onText: () => undefined, onMark }),
    async publish(text) {
      const { body } = await pool.request({ path: '/', method: 'POST', body: text.padEnd(frameBytes, '.') });
      await body.dump();
    },
    async stop() {
      await pool.close();
      child.disconnect();
      await once(child, 'exit');
    },
  };
}
