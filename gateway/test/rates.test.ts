import { createClient } from 'graphql-sse';
import { afterEach, describe, expect, test } from 'vitest';
import type { GatewayConfig } from '../src/config.js';
import { TestGateway } from './gateway.js';

const open: TestGateway[] = [];
afterEach(() => Promise.all(open.splice(0).map((gateway) => gateway.stop())));

/** So few points that hardly any come back while a test runs. */
async function strict(config: Partial<GatewayConfig>): Promise<TestGateway> {
  const gateway = await TestGateway.start(config);
  open.push(gateway);
  return gateway;
}

/** Five points. */
const POSTS = '{ posts { id } }';
const codeOf = async (gateway: TestGateway, token: string | null, query = POSTS): Promise<unknown> =>
  (await gateway.ask(token, query)).errors?.[0]?.extensions['code'];

/** How many of so many operations are answered. */
async function answered(gateway: TestGateway, tokens: readonly string[], times: number): Promise<number> {
  let count = 0;
  for (let n = 0; n < times; n += 1) {
    const code = await codeOf(gateway, tokens[n % tokens.length] ?? null);
    if (code === undefined) count += 1;
    else expect(code).toBe('RATE_LIMITED');
  }
  return count;
}

describe('whose points are spent', () => {
  test('a session has its own, and all of a person together have twice as many', async () => {
    const gateway = await strict({ RATE_SESSION_PER_MINUTE: 50 });
    const me = { id: 'user_me' };
    const mine = await Promise.all(
      ['one', 'two', 'three', 'four'].map((sessionId) => gateway.token({ ...me, sessionId })),
    );
    expect(await answered(gateway, mine.slice(0, 1), 15)).toBeLessThanOrEqual(10);
    // Eleven would be more than twenty together.
    expect(await answered(gateway, mine.slice(1), 40)).toBeLessThanOrEqual(11);
    expect(await answered(gateway, [await gateway.token()], 10)).toBe(10);
  });

  test('API tokens of one person are told apart, and counted together', async () => {
    const gateway = await strict({ RATE_SESSION_PER_MINUTE: 50 });
    const app = { id: 'user_app', sessionId: null, kind: 'app' as const };
    const [busy, idle] = [await gateway.token(app), await gateway.token(app)];
    expect(await answered(gateway, [busy], 15)).toBeLessThanOrEqual(10);
    expect(await codeOf(gateway, idle)).toBeUndefined();
    expect(await answered(gateway, [idle], 20)).toBeLessThanOrEqual(11);
  });

  test('strangers hold up nobody at their address who is signed in, nor the other way round', async () => {
    const gateway = await strict({ RATE_ANONYMOUS_PER_MINUTE: 5, RATE_SESSION_PER_MINUTE: 50 });
    const token = await gateway.token();
    const asked = await Promise.all(
      Array.from({ length: 10 }, () => codeOf(gateway, null, '{ viewer { id } }')),
    );
    expect(asked.filter((code) => code === 'RATE_LIMITED').length).toBeGreaterThanOrEqual(4);
    expect(await codeOf(gateway, token)).toBeUndefined();
    await answered(gateway, [token], 15);
    const other = await strict({ RATE_ANONYMOUS_PER_MINUTE: 5, RATE_SESSION_PER_MINUTE: 50 });
    await answered(other, [await other.token()], 15);
    expect(await codeOf(other, null, '{ viewer { id } }')).toBeUndefined();
  });

  test('a crowd at one address has an end, too; other addresses do not feel it', async () => {
    const gateway = await strict({ RATE_ADDRESS_PER_MINUTE: 20, TRUST_PROXY: '127.0.0.0/8' });
    const from = async (ip: string): Promise<number> => {
      const headers = { authorization: `Bearer ${await gateway.token()}`, 'x-forwarded-for': ip };
      return (await gateway.post({ query: POSTS }, headers)).status;
    };
    const crowd = [];
    for (let n = 0; n < 6; n += 1) crowd.push(await from(`2001:db8:0:1::${String(n)}`));
    expect(crowd).toEqual([200, 200, 200, 200, 429, 429]);
    expect(await from('2001:db8:0:2::1')).toBe(200);
    expect(await from('192.0.2.1')).toBe(200);
  });
});

describe('what an operation cost', () => {
  test('what was not found is given back', async () => {
    const gateway = await strict({ RATE_SESSION_PER_MINUTE: 1_000 });
    const token = await gateway.token();
    const { extensions } = await gateway.ask(token, '{ people(first: 100) { nodes { boss { id } } } }');
    const { requested = 0, spent = 0, left = 0 } = (extensions?.cost ?? {}) as Record<string, number>;
    expect(requested).toBe(201);
    expect(spent).toBeLessThan(requested);
    expect(spent).toBeGreaterThanOrEqual(1);
    expect(left).toBeGreaterThanOrEqual(1_000 - spent);
    expect(left).toBeLessThan(1_000 - spent + 20);
  });

  test.each([
    ['a syntax error', '{', 'INVALID', 1],
    ['an unknown field', '{ x }', 'INVALID', 1],
    ['a subscription without a stream', 'subscription { forbidden { id } }', 'INVALID', 1],
  ])('%s costs a point, and says so', async (_what, query, code, requested) => {
    const gateway = await strict({ RATE_SESSION_PER_MINUTE: 10 });
    const { errors, extensions } = await gateway.ask(await gateway.token(), query);
    expect(errors?.[0]?.extensions['code']).toBe(code);
    expect(extensions?.cost).toEqual({ requested, spent: 1, limit: 5_000, left: 9, restorePerSecond: 0.17 });
  });

  test('a document is paid for by its length when it is new, and not again', async () => {
    const gateway = await strict({ RATE_SESSION_PER_MINUTE: 1_000 });
    const token = await gateway.token();
    const query = `{ viewer { id } } ${'#'.repeat(982)}`;
    expect(query).toHaveLength(1_000);
    const costs = [];
    for (let n = 0; n < 2; n += 1) costs.push((await gateway.ask(token, query)).extensions?.cost);
    expect(costs).toMatchObject([
      { requested: 11, spent: 11 },
      { requested: 1, spent: 1 },
    ]);
    const broken = await gateway.ask(token, `{ ${query}`);
    expect(broken.extensions?.cost).toMatchObject({ requested: 10, spent: 10 });
  });

  test('whoever makes documents up faster than they may owes for them', async () => {
    const gateway = await strict({ RATE_SESSION_PER_MINUTE: 20 });
    const token = await gateway.token();
    const codes = [];
    for (let n = 0; n < 4; n += 1) {
      codes.push(await codeOf(gateway, token, `{ viewer { id } } #${String(n)}${'#'.repeat(1_500)}`));
    }
    expect(codes).toEqual([undefined, 'RATE_LIMITED', 'RATE_LIMITED', 'RATE_LIMITED']);
  });
});

describe('who spent too much is told when to come back,', () => {
  const config = { RATE_SESSION_PER_MINUTE: 10 };
  const refusal = { code: 'RATE_LIMITED', retryAfterSeconds: 25 };
  const cost = { requested: 5, spent: 0, limit: 5_000, restorePerSecond: 0.17 };

  /** A gateway and a token that has four points left. */
  async function spent(): Promise<{ gateway: TestGateway; token: string }> {
    const gateway = await strict(config);
    const token = await gateway.token();
    await gateway.ask(token, POSTS);
    await gateway.ask(token, '{ viewer { id } }');
    return { gateway, token };
  }

  /** A point takes six seconds; that of the refusal itself comes on top. */
  const isSoon = (seconds: unknown): boolean => typeof seconds === 'number' && seconds > 0 && seconds <= 12;

  test('over HTTP, by status and header', async () => {
    const { gateway, token } = await spent();
    const { status, headers, errors, extensions } = await gateway.ask(token, POSTS);
    expect([status, errors?.[0]?.extensions['code']]).toEqual([429, refusal.code]);
    const seconds = errors?.[0]?.extensions['retryAfterSeconds'];
    expect(isSoon(seconds)).toBe(true);
    expect(headers.get('retry-after')).toBe(String(seconds));
    expect(extensions?.cost).toMatchObject(cost);
    const legacy = await gateway.post(
      { query: POSTS },
      { authorization: `Bearer ${token}`, accept: 'application/json' },
    );
    expect(legacy.status).toBe(429);
  });

  test('over a WebSocket', async () => {
    const { gateway, token } = await spent();
    const socket = await gateway.socket().init(token);
    socket.subscribe('1', '{ viewer { id } }');
    expect(await socket.next()).toMatchObject({
      payload: { extensions: { cost: { requested: 1, spent: 1 } } },
    });
    await socket.next();
    socket.subscribe('2', POSTS);
    const frame = await socket.next();
    expect(frame).toMatchObject({
      id: '2',
      type: 'error',
      payload: [{ extensions: { code: 'RATE_LIMITED' } }],
    });
    const [error] = frame.payload as { extensions: Record<string, unknown> }[];
    expect(typeof error?.extensions['retryAfterSeconds']).toBe('number');
    socket.close();
  });

  test('over server-sent events', async () => {
    const { gateway, token } = await spent();
    const client = createClient({
      url: `${gateway.url}/graphql`,
      retryAttempts: 0,
      headers: { authorization: `Bearer ${token}` },
    });
    const answers = await Array.fromAsync(client.iterate({ query: POSTS }));
    expect(answers).toMatchObject([
      { errors: [{ extensions: { code: 'RATE_LIMITED' } }], extensions: { cost } },
    ]);
  });
});

test(
  'an operation over a socket is given up after ten seconds like any other',
  { timeout: 15_000 },
  async () => {
    const gateway = await strict({});
    const socket = await gateway.socket().init(await gateway.token());
    socket.subscribe('slow', '{ slow lonely }');
    expect(await socket.next()).toMatchObject({
      payload: {
        data: { slow: null, lonely: 'nothing' },
        errors: [{ path: ['slow'], extensions: { code: 'UNAVAILABLE' } }],
      },
    });
    socket.close();
  },
);
