import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { type AddressInfo, connect, createServer } from 'node:net';
import { Worker } from 'node:worker_threads';
import { describe, expect, test } from 'vitest';
import { createLogger, memoryBus, redisBus, type Bus } from '../src/index.js';

const redisUrl = process.env['TEST_REDIS_URL'];
const buses: [string, () => Bus][] = [['memory', memoryBus]];
if (redisUrl) buses.push(['redis', () => redisBus(redisUrl, createLogger('test', 'silent'))]);

/** The first `count` messages of a topic; resolves once it hears them, whoever publishes them. */
async function listen(
  bus: Bus,
  topic: string,
  count: number,
): Promise<{ messages: Promise<unknown[]>; leave: () => void }> {
  const heard: unknown[] = [];
  const messages = Promise.withResolvers<unknown[]>();
  const begun = Promise.withResolvers<undefined>();
  const hear = (message: unknown) => {
    heard.push(message);
    if (heard.length === count) messages.resolve(heard);
  };
  const leave = bus.subscribe(topic, hear, () => {
    begun.resolve(undefined);
  });
  await begun.promise;
  return { messages: messages.promise, leave };
}

describe.each(buses)('the %s bus', (_name, makeBus) => {
  test('carries messages in order to everyone on the topic, and to nobody else', async () => {
    const bus = makeBus();
    const topic = randomUUID();
    const [one, two] = [await listen(bus, topic, 3), await listen(bus, topic, 3)];
    await bus.publish(randomUUID(), { n: 99 });
    for (const n of [1, 2, 3]) await bus.publish(topic, { n });
    expect(await one.messages).toEqual([{ n: 1 }, { n: 2 }, { n: 3 }]);
    expect(await two.messages).toEqual([{ n: 1 }, { n: 2 }, { n: 3 }]);
    await bus.close();
  });

  test('says to each when they hear, also where others hear already', async () => {
    const bus = makeBus();
    const topic = randomUUID();
    const all = await Promise.all([1, 2, 3].map(() => listen(bus, topic, 1)));
    const late = await listen(bus, topic, 1);
    await bus.publish(topic, { n: 1 });
    for (const { messages } of [...all, late]) expect(await messages).toEqual([{ n: 1 }]);
    await bus.close();
  });

  test('is silent for those who left', async () => {
    const bus = makeBus();
    const topic = randomUUID();
    const heard: unknown[] = [];
    const leave = bus.subscribe(topic, (message) => heard.push(message));
    const stays = await listen(bus, topic, 1);
    leave();
    heard.length = 0;
    await bus.publish(topic, { n: 1 });
    await stays.messages;
    expect(heard).toEqual([]);
    await bus.close();
  });
});

test('a bus without its Redis loses wake-ups, never the caller', async () => {
  const bus = redisBus('redis://127.0.0.1:1', createLogger('test', 'silent'));
  bus.subscribe('topic', () => undefined)();
  await expect(bus.publish('topic', { n: 1 })).resolves.toBeUndefined();
  await bus.close();
});

/** A way to Redis on which the first connection carries nothing until it is let through. */
async function slowFirst(url: string): Promise<{ url: string; letThrough: () => void; close: () => void }> {
  const open = Promise.withResolvers<undefined>();
  let connections = 0;
  const { hostname, port } = new URL(url);
  const proxy = createServer((client) => {
    const first = connections++ === 0;
    const server = connect(Number(port), hostname);
    server.pipe(client);
    for (const [one, other] of [
      [client, server],
      [server, client],
    ] as const) {
      one.on('error', () => undefined);
      one.on('close', () => other.destroy());
    }
    if (first) void open.promise.then(() => client.pipe(server));
    else client.pipe(server);
  }).listen(0, '127.0.0.1');
  await once(proxy, 'listening');
  const address = proxy.address() as AddressInfo;
  return {
    url: `redis://127.0.0.1:${String(address.port)}`,
    letThrough: () => {
      open.resolve(undefined);
    },
    close: () => proxy.close(),
  };
}

test.skipIf(!redisUrl)(
  'what is published before there is a connection to publish on waits for it',
  async () => {
    const proxy = await slowFirst(redisUrl ?? '');
    // The connection on which it publishes is made first, that on which it listens second.
    const bus = redisBus(proxy.url, createLogger('test', 'silent'));
    const topic = randomUUID();
    const { messages } = await listen(bus, topic, 3);
    await bus.publish(topic, { n: 1 });
    await bus.publish(topic, { n: 2 });
    proxy.letThrough();
    await bus.publish(topic, { n: 3 });
    expect(await messages).toEqual([{ n: 1 }, { n: 2 }, { n: 3 }]);
    await bus.close();
    proxy.close();
  },
);

/** A subscriber in a thread of its own: it counts what it hears where a thread that is blocked can see it. */
const COUNTING = `
  const { parentPort, workerData } = require('node:worker_threads');
  const { Redis } = require('ioredis');
  const count = new Int32Array(workerData.count);
  const redis = new Redis(workerData.redisUrl);
  redis.on('message', () => { Atomics.add(count, 0, 1); Atomics.notify(count, 0); });
  redis.subscribe(workerData.topic).then(() => parentPort.postMessage('ready'));
`;

test.skipIf(!redisUrl)('what is published at once leaves before anything else of its turn', async () => {
  const bus = redisBus(redisUrl ?? '', createLogger('test', 'silent'));
  const topic = randomUUID();
  const count = new SharedArrayBuffer(4);
  const counter = new Worker(COUNTING, { eval: true, workerData: { redisUrl, topic, count } });
  await new Promise((resolve) => counter.once('message', resolve));
  const other = await listen(bus, randomUUID(), 1);
  void bus.publish(topic, { n: 1 }, true);
  // This thread sends nothing more from here on, and the message is heard all the same.
  expect(Atomics.wait(new Int32Array(count), 0, 0, 10_000)).not.toBe('timed-out');
  other.leave();
  await counter.terminate();
  await bus.close();
});
