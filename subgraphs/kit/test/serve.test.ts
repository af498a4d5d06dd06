import { createClient } from 'graphql-ws';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import {
  PROOF_HEADER,
  ProofVerifier,
  readConfig,
  serve,
  serviceConfig,
  signProof,
  systemCaller,
  type Serving,
} from '../src/index.js';
import { aViewer, callerOf, throwawayDatabase, type ThrowawayDatabase } from '../src/testing/index.js';
import { FOLLOW, WRITE, aNote, notes } from './notes.js';

const PROOF_SECRET = 'a secret of the gateway, 32 characters long';
const METRICS_TOKEN = 'a token for prometheus, 32 characters';
const me = aViewer();
let database: ThrowawayDatabase;
let service: Serving;

beforeAll(async () => {
  database = await throwawayDatabase();
  service = await serve(
    await notes(),
    readConfig(serviceConfig, {
      PORT: '0',
      DATABASE_URL: database.url,
      PROOF_SECRET,
      METRICS_TOKEN,
      LOG_LEVEL: 'error',
    }),
  );
});
afterAll(async () => {
  await service.stop();
  await database.drop();
});

const proofFor = (body: string, overrides: { audience?: string; secret?: string } = {}) =>
  signProof(overrides.secret ?? PROOF_SECRET, {
    audience: overrides.audience ?? 'notes',
    caller: callerOf(me),
    body,
  });

const post = (body: string, proof?: string) =>
  fetch(`${service.url}/graphql`, {
    method: 'POST',
    body,
    headers: { 'content-type': 'application/json', ...(proof && { [PROOF_HEADER]: proof }) },
  });

const ME = JSON.stringify({ query: '{ me }' });

test('the gateway is answered, on behalf of its viewer', async () => {
  const response = await post(ME, proofFor(ME));
  expect(await response.json()).toEqual({ data: { me: me.id } });
});

test.each([
  ['without a proof', () => undefined],
  ['with a proof for another body', () => proofFor('{}')],
  ['with a proof for another subgraph', () => proofFor(ME, { audience: 'chat' })],
  ['with a proof of another key', () => proofFor(ME, { secret: 'x'.repeat(40) })],
  ['with nonsense', () => 'nonsense'],
])('a caller %s gets 401', async (_what, proof) => {
  expect((await post(ME, proof())).status).toBe(401);
});

test.each(['{ __typename }', '{ _service { sdl } }'])('even %s needs the proof', async (query) => {
  expect((await post(JSON.stringify({ query }))).status).toBe(401);
});

test('a proof serves once', async () => {
  const proof = proofFor(ME);
  expect((await post(ME, proof)).status).toBe(200);
  expect((await post(ME, proof)).status).toBe(401);
});

test('the feed is read by services, not by people', async () => {
  const path = '/log?kinds=noteAdded&limit=10';
  expect((await fetch(`${service.url}${path}`)).status).toBe(401);
  const own = signProof(PROOF_SECRET, { audience: 'notes', caller: systemCaller('test'), body: path });
  const response = await fetch(`${service.url}${path}`, { headers: { [PROOF_HEADER]: own } });
  const told = Object.keys((await response.json()) as object);
  expect(told.sort()).toEqual(['events', 'held', 'more', 'position']);
  const persons = await fetch(`${service.url}${path}`, { headers: { [PROOF_HEADER]: proofFor(path) } });
  expect(persons.status).toBe(404);
});

test('health needs no proof', async () => {
  expect((await fetch(`${service.url}/health/live`)).status).toBe(200);
  expect((await fetch(`${service.url}/health/ready`)).status).toBe(200);
});

test('metrics are for the one who holds their token', async () => {
  const scrape = (token: string) =>
    fetch(`${service.url}/metrics`, { headers: { authorization: `Bearer ${token}` } });
  expect(await (await scrape(METRICS_TOKEN)).text()).toContain('parley_subgraph_operation_seconds');
  expect((await scrape('x')).status).toBe(401);
});

const socketTo = (proof: string | undefined) =>
  createClient({
    url: `${service.url.replace('http', 'ws')}/graphql`,
    webSocketImpl: WebSocket,
    retryAttempts: 0,
    lazy: true,
    connectionParams: proof ? { proof } : {},
  });

test('subscriptions run over graphql-ws behind the same proof', async () => {
  const client = socketTo(proofFor(''));
  const events = client.iterate<{ noteEvents: { kind: string } }>({ query: FOLLOW });
  expect((await events.next()).value).toMatchObject({ data: { noteEvents: { kind: 'caughtUp' } } });
  const body = JSON.stringify({ query: WRITE, variables: aNote('over the wire') });
  await post(body, proofFor(body));
  expect((await events.next()).value).toMatchObject({ data: { noteEvents: { kind: 'noteAdded' } } });
  await client.dispose();
});

test('a socket without a proof is closed with 4401', async () => {
  const client = socketTo(undefined);
  await expect(client.iterate({ query: FOLLOW }).next()).rejects.toMatchObject({ code: 4401 });
});

test('a wrong proof of one operation refuses that operation and leaves the connection', async () => {
  const client = socketTo(proofFor(''));
  const served = client.iterate<{ noteEvents: { kind: string } }>({ query: FOLLOW });
  await served.next();
  const refused = client.iterate({ query: FOLLOW, extensions: { proof: proofFor('{ other }') } });
  await expect(refused.next()).rejects.toMatchObject([{ extensions: { code: 'UNAUTHENTICATED' } }]);
  const body = JSON.stringify({ query: WRITE, variables: aNote('still followed') });
  await post(body, proofFor(body));
  expect((await served.next()).value).toMatchObject({ data: { noteEvents: { kind: 'noteAdded' } } });
  await client.dispose();
});

test('a verifier forgets no proof before it ends', () => {
  const verifier = new ProofVerifier(PROOF_SECRET, 'notes');
  const proof = proofFor('x');
  expect(verifier.verify(proof, 'x')).toMatchObject({ viewer: { id: me.id } });
  expect(() => verifier.verify(proof, 'x')).toThrow('used before');
});
