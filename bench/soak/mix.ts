import { createHash } from 'node:crypto';
import type { DocumentNode } from 'graphql';
import { print } from 'graphql';
import {
  ChannelPageDocument,
  SendMessageDocument,
  SoakChannelDocument,
  SoakSidebarDocument,
} from '../generated/graphql.js';
import { aKey } from '../product.js';
import type { World } from './world.js';

interface Reply {
  readonly status: number;
  readonly text: string;
}

/** One kind of request: how large its share is, and whether it was answered as it should be, or what came instead. */
export interface Kind {
  readonly name: string;
  readonly share: number;
  readonly ask: (world: World, n: number) => Promise<string | null>;
}

type Json = Readonly<Record<string, unknown>>;

async function post(world: World, n: number, body: Json, authorization?: string): Promise<Reply> {
  const headers = {
    'content-type': 'application/json',
    authorization: authorization ?? `Bearer ${world.tokenOf(n)}`,
  };
  const answer = await world.http.request({
    path: '/graphql',
    method: 'POST',
    headers,
    body: JSON.stringify(body),
  });
  return { status: answer.statusCode, text: await answer.body.text() };
}

async function get(world: World, n: number, path: string): Promise<Reply> {
  const headers = { authorization: `Bearer ${world.tokenOf(n)}` };
  const answer = await world.http.request({ path, method: 'GET', headers });
  return { status: answer.statusCode, text: await answer.body.text() };
}

const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex');

const what = ({ status, text }: Reply): string => `${String(status)} ${text.slice(0, 300)}`;

/** Data, and not one error. */
const whole = (reply: Reply): string | null =>
  reply.status === 200 && reply.text.startsWith('{"data":{') && !reply.text.includes('"errors":[')
    ? null
    : what(reply);

/** A reason that is ours to give: no data, and nothing that we did not foresee. */
const refused = (reply: Reply): string | null =>
  reply.status < 500 && reply.text.includes('"errors":[') && !reply.text.includes('"data":{')
    ? null
    : what(reply);

const trusted =
  (document: DocumentNode, variablesOf: (world: World, n: number) => Json) =>
  async (world: World, n: number): Promise<string | null> => {
    const documentId = `sha256:${hashOf(print(document))}`;
    return whole(await post(world, n, { documentId, variables: variablesOf(world, n) }));
  };

const inChannel = (world: World, n: number): Json => ({ channelId: world.channelOf(n) });

/** As clients of automatic persisted queries do: the hash alone, and the text once it is asked for. */
async function persisted(world: World, n: number): Promise<string | null> {
  const query = `query Persisted${String(n % 50)} { viewer { id user { id displayName title } } }`;
  const extensions = { persistedQuery: { version: 1, sha256Hash: hashOf(query) } };
  const first = await post(world, n, { extensions });
  if (!first.text.includes('PersistedQueryNotFound')) return whole(first);
  return whole(await post(world, n, { query, extensions }));
}

/** Nobody asked this before, and nobody will again. */
const unheardOf = async (world: World, n: number): Promise<string | null> =>
  whole(
    await post(world, n, {
      query: `query New${String(n)} { viewer { id me${String(n)}: user { id displayName } } }`,
    }),
  );

async function byGet(world: World, n: number): Promise<string | null> {
  const query = encodeURIComponent(
    'query ByGet($channelId: ID!) { channel(id: $channelId) { id name topic } }',
  );
  const variables = encodeURIComponent(JSON.stringify(inChannel(world, n)));
  return whole(await get(world, n, `/graphql?query=${query}&variables=${variables}`));
}

const CHANNEL_PAGE = print(ChannelPageDocument);
const SEND_MESSAGE = print(SendMessageDocument);

async function sends(world: World, n: number): Promise<string | null> {
  const text = `Soak ${String(n)}: the reading room is open until **ten** on weekdays.`;
  const variables = { input: { channelId: world.channelOf(n), text, key: aKey() } };
  return whole(await post(world, n, { query: SEND_MESSAGE, variables }));
}

const DEEP = `{ viewer { ${'user { presence { '.repeat(9)}state${' } }'.repeat(9)} } }`;

/** What hostile and mistaken callers send, each in turn. */
async function refusals(world: World, n: number): Promise<string | null> {
  const asked: readonly (readonly [Json, string?])[] = [
    [{ query: '{ viewer { id }' }],
    [{ query: '{ viewer { nothingOfTheKind } }' }],
    [{ query: DEEP }],
    [{ query: '{ channels(first: 1000) { nodes { id } } }' }],
    [{ query: '{ viewer { id user { id } } channels { nodes { id } } }' }, ''],
    [{ query: '{ viewer { id user { id } } channels { nodes { id } } }' }, 'Bearer nonsense.of.somebody'],
    [{ documentId: `sha256:${'0'.repeat(64)}` }],
    [{ query: 'query A { viewer { id } } query B { viewer { id } }' }],
    [{ query: 'query ($id: ID!) { channel(id: $id) { id } }' }],
  ];
  const [body, authorization] = asked[n % asked.length] ?? [{}];
  return refused(await post(world, n, body, authorization));
}

async function overRest(world: World, n: number): Promise<string | null> {
  const path = n % 2 === 0 ? '/rest/me' : `/rest/messages?channelId=${world.channelOf(n)}&last=10`;
  const reply = await get(world, n, path);
  return reply.status === 200 ? null : what(reply);
}

/** What people, programs and strangers send; shares add up to a hundred. */
export const MIX: readonly Kind[] = [
  { name: 'trusted sidebar', share: 12, ask: trusted(SoakSidebarDocument, () => ({})) },
  { name: 'trusted channel', share: 20, ask: trusted(SoakChannelDocument, inChannel) },
  {
    name: 'ad hoc page',
    share: 10,
    ask: async (world, n) =>
      whole(await post(world, n, { query: CHANNEL_PAGE, variables: inChannel(world, n) })),
  },
  { name: 'unheard of', share: 6, ask: unheardOf },
  { name: 'persisted', share: 14, ask: persisted },
  { name: 'by GET', share: 12, ask: byGet },
  { name: 'send', share: 10, ask: sends },
  { name: 'refused', share: 8, ask: refusals },
  { name: 'REST', share: 8, ask: overRest },
];
