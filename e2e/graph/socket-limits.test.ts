import { print } from 'graphql';
import { expect, test } from 'vitest';
import { ask } from '../client/ask.js';
import { Person } from '../client/person.js';
import type { Stream } from '../client/stream.js';
import {
  ChannelEventsDocument,
  CreateApiTokenDocument,
  RenewSessionDocument,
  RevokeApiTokenDocument,
  ViewerEventsDocument,
  WhoamiDocument,
} from '../generated/graphql.js';
import { aKey, people } from '../people.js';
import { a, aChannel, gateway, gateways, say } from '../product.js';
import { BareLine } from './bare-line.js';

const SUBSCRIPTIONS = 100;
const KIB = 1_024;
const whoami = { query: print(WhoamiDocument) };

/** A socket of that token's, greeted; byte by byte, so that it may also break the rules. */
async function aLine(token: string): Promise<BareLine> {
  const line = new BareLine(gateway);
  line.upgrade();
  await line.hears('\r\n\r\n');
  line.say({ type: 'connection_init', payload: { token } });
  await line.hears('connection_ack');
  return line;
}

/** Shows that a socket is there and who it belongs to. */
async function isAnswered(line: BareLine, id: string): Promise<void> {
  line.say({ id: aKey(), type: 'subscribe', payload: whoami });
  await line.hears(`"data":{"viewer":{"id":"${id}"}}`);
}

test('whoever does not say who they are in three seconds is closed', async () => {
  const line = new BareLine(gateway);
  line.upgrade();
  await line.hears('\r\n\r\n');
  expect(await line.closed).toBe(4408);
});

test.each([
  ['no token', undefined],
  ['no token of ours', 'eyJhbGciOiJub25lIn0.eyJzdWIiOiJ1c2VyXzEifQ.'],
])('%s opens no socket', async (_what, token) => {
  const line = new BareLine(gateway);
  line.upgrade();
  await line.hears('\r\n\r\n');
  line.say({ type: 'connection_init', payload: { token } });
  expect(await line.closed).toBe(4401);
});

test('a message of 256 KiB is read, one that is larger ends its socket', async () => {
  const head = await a('head');
  const fits = await aLine(head.token);
  const around = JSON.stringify({ type: 'ping', payload: { filler: '' } }).length;
  fits.say({ type: 'ping', payload: { filler: 'x'.repeat(256 * KIB - around) } });
  await fits.hears('"type":"pong"');
  fits.say({ type: 'ping', payload: { filler: 'x'.repeat(256 * KIB - around + 1) } });
  expect(await fits.closed).toBe(1009);
});

test('the operation beyond a hundred is refused alone', async () => {
  const dean = await a('dean');
  const socket = dean.connect();
  const held: Stream<unknown>[] = [];
  // One after the other: a hundred at once would be too many messages a second.
  while (held.length < SUBSCRIPTIONS) {
    const events = socket.follow(ViewerEventsDocument, {});
    await events.next();
    held.push(events);
  }
  const refused: unknown = await socket
    .follow(ViewerEventsDocument, {})
    .next()
    .catch((error: unknown) => error);
  const extensions = { code: 'INVALID', limit: 'subscriptions of one socket', allowed: SUBSCRIPTIONS };
  expect(refused).toMatchObject([{ extensions }]);
  await held[0]?.[Symbol.asyncDispose]();
  expect(await socket.follow(WhoamiDocument, {}).rest()).toEqual([{ viewer: { id: dean.id } }]);
});

test('a socket that says too much in a second is closed, others of the same person are not', async () => {
  const agent = await a('agent');
  const [loud, quiet] = [await aLine(agent.token), await aLine(agent.token)];
  for (let n = 0; n < 500; n += 1) loud.say({ type: 'ping' });
  expect(await loud.closed).toBe(4429);
  await isAnswered(quiet, agent.id);
  quiet.vanish('fin');
});

test.each([
  [
    'that are no JSON',
    (line: BareLine) => {
      line.sayText('{"type":');
    },
  ],
  [
    'of no type that there is',
    (line: BareLine) => {
      line.say({ type: 'hello' });
    },
  ],
  [
    'that only servers send',
    (line: BareLine) => {
      line.say({ type: 'connection_ack' });
    },
  ],
])('messages %s end the socket that sent them', async (_what, speak) => {
  const line = await aLine((await a('head')).token);
  speak(line);
  expect(await line.closed).toBe(4400);
});

async function aToken(owner: Person, expiresAt: Date | null = null) {
  const input = {
    name: 'socket',
    scopes: ['READ' as const],
    expiresAt: expiresAt?.toISOString(),
    key: aKey(),
  };
  const { createApiToken } = await owner.get(CreateApiTokenDocument, { input });
  return { id: createApiToken.token.id, secret: createApiToken.secret };
}

test('a token that ends closes its socket; one that was renewed in place keeps its streams', async () => {
  const faculty = await a('faculty');
  const channelId = await aChannel(faculty);
  const [old, next] = [await aToken(faculty), await aToken(faculty)];
  const [left, renewed] = [await aLine(old.secret), await aLine(old.secret)];
  const query = print(ChannelEventsDocument);
  renewed.say({ id: 'kept', type: 'subscribe', payload: { query, variables: { channelId } } });
  await renewed.hears('"id":"kept","type":"next"');
  renewed.say({ type: 'ping', payload: { token: next.secret } });
  await renewed.hears('"type":"pong"');
  await isAnswered(renewed, faculty.id);
  await faculty.get(RevokeApiTokenDocument, { input: { tokenId: old.id, key: aKey() } });
  expect(await left.closed).toBe(4401);
  await say(faculty, channelId, 'Still with us');
  await renewed.hears('Still with us');
  renewed.vanish('fin');
});

test('a token closes its socket when its time is over, to the second', async () => {
  const faculty = await a('faculty');
  const endsAt = new Date(Date.now() + 1_500);
  const line = await aLine((await aToken(faculty, endsAt)).secret);
  expect(await line.closed).toBe(4401);
  expect(Date.now() - endsAt.getTime()).toBeGreaterThanOrEqual(0);
  expect(Date.now() - endsAt.getTime()).toBeLessThan(1_000);
});

test('a session is renewed in place with its next token', async () => {
  await using colleague = await Person.signIn(gateways, people.colleague);
  const line = await aLine(colleague.token);
  const input = { key: aKey() };
  const renewal = await ask(gateway, RenewSessionDocument, { input }, { cookie: colleague.cookie });
  line.say({ type: 'ping', payload: { token: renewal.data?.renewSession.accessToken } });
  await line.hears('"type":"pong"');
  await isAnswered(line, colleague.id);
  line.vanish('fin');
});

/** A token of that person's whose time is over. */
async function anEndedToken(owner: Person): Promise<string> {
  const { secret } = await aToken(owner, new Date(Date.now() + 500));
  const program = owner.with(secret);
  const isKnown = async () => (await program.ask(WhoamiDocument, {})).data?.viewer?.id ?? null;
  await expect.poll(isKnown, { timeout: 5_000 }).toBeNull();
  return secret;
}

test.each<[string, (person: Person) => Promise<string>]>([
  [
    'of another session of the same person',
    async () => (await Person.signIn(gateways, people.employee)).token,
  ],
  ['of somebody else', async () => (await a('head')).token],
  ['that is over', anEndedToken],
  ['that nobody gave', () => Promise.resolve('parley_pat_aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa')],
  ['that is no text', () => Promise.resolve('')],
])('a token %s does not renew: the socket is closed', async (_what, tokenFor) => {
  await using employee = await Person.signIn(gateways, people.employee);
  const line = await aLine(employee.token);
  line.say({ type: 'ping', payload: { token: await tokenFor(employee) } });
  expect(await line.closed).toBe(4401);
});
