import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  type DocumentNode,
  getOperationAST,
  OperationTypeNode,
  parse,
  print,
  separateOperations,
} from 'graphql';
import { createClient } from 'graphql-ws';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { type Answer, askText, codesOf, graphqlOf, headersOf, post } from '../client/ask.js';
import { Person } from '../client/person.js';
import { aKey, people } from '../people.js';
import { a, aChannel, gateway, gateways, say } from '../product.js';
import { root } from '../stack/child.js';
import { type EmbeddedStack, startEmbedded } from '../stack/embedded-stack.js';
import { Variables } from './strangers-variables.js';

interface Manifest {
  readonly operations: readonly {
    readonly id: string;
    readonly name: string;
    readonly type: string;
    readonly body: string;
  }[];
}

const read = (path: string) => readFile(join(root, path), 'utf8');
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
const persisted = (text: string) => ({ persistedQuery: { version: 1, sha256Hash: sha256(text) } });
/** A text that nobody sent before. */
const aText = () => `query Own_${aKey().replaceAll('-', '')} { viewer { id } }`;

const { operations } = JSON.parse(await read('schema/documents.json')) as Manifest;
const idOf = (name: string) => operations.find((each) => each.name === name)?.id ?? name;

async function operationsIn(folder: string): Promise<DocumentNode[]> {
  const names = (await readdir(join(root, folder))).filter((name) => name.endsWith('.graphql'));
  const texts = await Promise.all(names.map((name) => read(join(folder, name))));
  return texts.flatMap((text) => Object.values(separateOperations(parse(text))));
}

interface Told {
  readonly data?: Record<string, unknown> | null;
  readonly errors?: readonly { readonly message: string; readonly extensions?: { readonly code?: string } }[];
}

/** Asks over a socket: the first answer, or the errors in its place. */
async function askBySocket(url: string, token: string, payload: object): Promise<Told> {
  const client = createClient({
    url: graphqlOf(url).replace('http', 'ws'),
    webSocketImpl: WebSocket,
    connectionParams: { token },
    retryAttempts: 0,
  });
  try {
    return await new Promise<Told>((resolve) => {
      client.subscribe(
        { query: '', ...payload },
        {
          next: (result) => {
            resolve(result);
          },
          error: (errors) => {
            resolve({ errors: errors as Told['errors'] });
          },
          complete: () => undefined,
        },
      );
    });
  } finally {
    await client.dispose();
  }
}

const askByHttp = async (url: string, token: string, body: object): Promise<Told> => {
  const { data, errors } = await post<Record<string, unknown>>(url, JSON.stringify(body), { token });
  return errors.length > 0 ? { data, errors } : { data };
};

describe.each([
  ['HTTP', askByHttp],
  ['a socket', askBySocket],
])('over %s', (_transport, ask) => {
  test('a document of the client is named by its hash', async () => {
    const head = await a('head');
    const answer = await ask(gateway, head.token, { documentId: `sha256:${idOf('Account')}` });
    expect(answer).toMatchObject({ data: { viewer: { id: head.id } } });
  });

  test('a text of one’s own is named by its hash once it was sent, at each gateway', async () => {
    const head = await a('head');
    const text = aText();
    for (const url of gateways) {
      const unknown = await ask(url, head.token, { extensions: persisted(text) });
      expect(unknown.errors).toMatchObject([
        { message: 'PersistedQueryNotFound', extensions: { code: 'NOT_FOUND' } },
      ]);
      const given = { query: text, extensions: persisted(text) };
      expect(await ask(url, head.token, given)).toMatchObject({ data: { viewer: { id: head.id } } });
      const named = await ask(url, head.token, { extensions: persisted(text) });
      expect(named).toMatchObject({ data: { viewer: { id: head.id } } });
    }
  });
});

test('a stream is followed by the hash of its document', async () => {
  const head = await a('head');
  const channelId = await aChannel(head);
  const socket = new WebSocket(graphqlOf(gateway).replace('http', 'ws'), 'graphql-transport-ws');
  const frames: { type: string; payload?: { data?: { channelEvents?: { __typename: string } } } }[] = [];
  const kinds = () => frames.map(({ payload }) => payload?.data?.channelEvents?.__typename);
  socket.on('message', (data: Buffer) => frames.push(JSON.parse(data.toString()) as (typeof frames)[number]));
  const send = (frame: object) => {
    socket.send(JSON.stringify(frame));
  };
  socket.on('open', () => {
    send({ type: 'connection_init', payload: { token: head.token } });
  });
  await expect.poll(() => frames.map(({ type }) => type)).toContain('connection_ack');
  const payload = { query: '', variables: { channelId }, documentId: `sha256:${idOf('ChannelEvents')}` };
  send({ id: '1', type: 'subscribe', payload });
  // Only what is said from there on is sure to be heard: without a cursor it begins with what is new.
  await expect.poll(kinds).toContain('CaughtUp');
  await say(head, channelId, 'Named by its hash');
  await expect.poll(kinds).toContain('MessageAdded');
  socket.close();
});

test('a link with a hash is asked again for what changed only', async () => {
  const head = await a('head');
  const url = new URL(graphqlOf(gateway));
  url.searchParams.set('documentId', `sha256:${idOf('Account')}`);
  const headers = headersOf({ token: head.token });
  const first = await fetch(url, { headers });
  expect(await first.json()).toMatchObject({ data: { viewer: { id: head.id } } });
  expect(first.headers.get('cache-control')).toBe('private, no-cache');
  const etag = first.headers.get('etag') ?? '';
  expect((await fetch(url, { headers: { ...headers, 'if-none-match': etag } })).status).toBe(304);
});

describe('a stranger', () => {
  /** What brings a secret of its own instead of a session is refused by who knows that secret. */
  const BY_LINK = /^(openShareLink|openFileRequest|startUpload|meetingByLink)$/;
  const FREE = /^(signIn|signInOptions|redeemGuestLink|renewSession|signOut|viewer|__typename)$/;

  test('is told nothing by any document that is on the list', async () => {
    const head = await a('head');
    const id = await aChannel(head);
    const variables = new Variables(await read('schema/api.graphql'));
    const published = await operationsIn('gateway/src/documents/published');
    const rest = await operationsIn('gateway/src/rest/operations');
    const listed = [...operations.map(({ body }) => parse(body)), ...published, ...rest];
    const asked = listed.flatMap((document) => {
      const definition = getOperationAST(document);
      if (!definition || definition.operation === OperationTypeNode.SUBSCRIPTION) return [];
      return [{ name: definition.name?.value ?? '', text: print(document), definition }];
    });
    expect(asked.length).toBeGreaterThan(60);
    for (const { name, text, definition } of asked) {
      const answer = await askText(gateway, text, {}, variables.of(definition, id));
      const told = Object.entries(answer.data ?? {}).filter(
        ([key, value]) => value !== null && !FREE.test(key),
      );
      expect([name, told]).toEqual([name, []]);
      const codes = codesOf(answer).filter((code) => code !== 'UNAUTHENTICATED');
      const fields = definition.selectionSet.selections.map((each) =>
        'name' in each ? each.name.value : '',
      );
      const isOpen = (field: string) => FREE.test(field) || BY_LINK.test(field);
      if (!fields.every(isOpen)) expect([name, codes]).toEqual([name, []]);
    }
  });

  test('signs in with a published document, however it is laid out', async () => {
    const text = `# typed by hand
      mutation($input:SignInInput!){signIn(input:$input){__typename,...on SignedIn{token{accessToken}}}}`;
    const input = { email: people.colleague, password: 'parley-demo', key: aKey() };
    const answer = await askText(gateway, text, {}, { input });
    expect(answer.data).toMatchObject({ signIn: { __typename: 'SignedIn' } });
  });

  test('sends nothing that is not on the list, not even what others had kept', async () => {
    const head = await a('head');
    const text = aText();
    await post(gateway, JSON.stringify({ query: text.replace('id', 'id permissions'), extensions: {} }));
    const own = text.replace('{ id }', '{ id permissions }');
    await post(gateway, JSON.stringify({ query: own, extensions: persisted(own) }), { token: head.token });
    for (const body of [{ query: own }, { query: own, extensions: persisted(own) }]) {
      const answer: Answer<unknown> = await post(gateway, JSON.stringify(body));
      expect([answer.status, codesOf(answer), answer.data]).toEqual([401, ['UNAUTHENTICATED'], null]);
    }
  });
});

describe('a server that answers trusted documents only', () => {
  let strict: EmbeddedStack;
  let head: Person;
  beforeAll(async () => {
    strict = await startEmbedded({ DOCUMENTS: 'trusted' });
    head = await Person.signIn([strict.url], people.head);
  }, 120_000);
  afterAll(() => strict.stop());

  test.each([
    ['HTTP', askByHttp],
    ['a socket', askBySocket],
  ])('runs the client’s over %s, and says why it runs no other', async (_transport, ask) => {
    const known = await ask(strict.url, head.token, { documentId: `sha256:${idOf('Account')}` });
    expect(known).toMatchObject({ data: { viewer: { id: head.id } } });
    const text = aText().replace('{ id }', '{ id permissions }');
    for (const body of [
      { query: text },
      { query: text, extensions: persisted(text) },
      { extensions: persisted(text) },
      { query: '{ __schema { types { name } } }' },
    ]) {
      const { errors } = await ask(strict.url, head.token, body);
      expect(errors).toMatchObject([
        {
          message:
            'Only trusted documents are answered here; ask those who run this server to add yours to them',
          extensions: { code: 'FORBIDDEN' },
        },
      ]);
    }
  });

  test('answers over REST, where every operation was reviewed', async () => {
    const response = await fetch(new URL('/rest/me', strict.url), {
      headers: headersOf({ token: head.token }),
    });
    expect(JSON.stringify(await response.json())).toContain(head.id);
    expect(response.status).toBe(200);
  });
});
