import { unavailable, type Caller, type Logger } from '@parley/kit';
import { expect, test } from 'vitest';
import { askOf } from './ask.js';
import type { SubgraphLink } from './link.js';
import { Patience } from './patience.js';

const caller: Caller = {
  viewer: null,
  client: { ip: '127.0.0.1', userAgent: 'test', refreshToken: null },
  internal: false,
  requestId: 'request-1',
};

/** What was logged, by level. */
class Recorded implements Logger {
  readonly lines: [string, string][] = [];
  debug = (_fields: object, message: string) => void this.lines.push(['debug', message]);
  info = (_fields: object, message: string) => void this.lines.push(['info', message]);
  warn = (_fields: object, message: string) => void this.lines.push(['warn', message]);
  error = (_fields: object, message: string) => void this.lines.push(['error', message]);
  child = () => this;
}

/** A subgraph that never answers; without a link it is not even connected. */
const endless: SubgraphLink = {
  name: 'chat',
  execute: () => new Promise(() => undefined),
  subscribe: () => {
    throw unavailable('Nothing is followed here');
  },
  authorize: () => new Promise(() => undefined),
  ready: () => Promise.resolve(),
  stop: () => Promise.resolve(),
};

async function asked(patience: Patience, links: readonly SubgraphLink[] = [endless]) {
  const logger = new Recorded();
  const byName = new Map(links.map((link) => [link.name, link]));
  const heard = { onCookies: () => undefined, onMutation: () => undefined };
  const ask = askOf({ links: byName, caller, patience, logger, ...heard });
  const { errors } = await ask('chat', { query: '{ a b }' });
  return { lines: logger.lines, told: errors?.map(({ path, extensions }) => [path, extensions['code']]) };
}

const EACH_FIELD = [
  [['a'], 'UNAVAILABLE'],
  [['b'], 'UNAVAILABLE'],
];

test('a subgraph that is late is worth a warning, and costs its own fields', async () => {
  const { lines, told } = await asked(new Patience(20));
  expect(lines).toEqual([['warn', 'a subgraph did not answer']]);
  expect(told).toEqual(EACH_FIELD);
});

test('a client that hangs up is none', async () => {
  const client = new Patience();
  const answer = asked(client);
  client.end('gone');
  expect((await answer).lines).toEqual([['debug', 'nobody waits for the answer any more']]);
});

test('a subgraph that is not connected costs its own fields', async () => {
  const { lines, told } = await asked(new Patience(), []);
  expect(lines).toEqual([['warn', 'a subgraph did not answer']]);
  expect(told).toEqual(EACH_FIELD);
});
