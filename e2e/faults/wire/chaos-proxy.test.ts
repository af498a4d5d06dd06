import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { setImmediate as immediate } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { plannedBlows } from '../nemesis.js';
import { Chance } from '../seed.js';
import { ChaosProxy } from './chaos-proxy.js';

/** Says everything back, and says that it is done when the other side is. */
let echo: Server;
let proxy: ChaosProxy;
let heard: Socket[];

beforeEach(async () => {
  heard = [];
  echo = createServer({ allowHalfOpen: true }, (socket) => {
    heard.push(socket);
    socket.on('error', () => undefined);
    socket.pipe(socket);
  }).listen(0, '127.0.0.1');
  await once(echo, 'listening');
  const { port } = echo.address() as AddressInfo;
  proxy = await ChaosProxy.start(() => port, new Chance(7));
});
afterEach(async () => {
  await proxy.stop();
  echo.close();
});

class Caller {
  text = '';
  pieces = 0;
  hasEnded = false;
  readonly closed = Promise.withResolvers<undefined>();
  readonly socket: Socket;
  private wake: () => void = () => undefined;

  constructor() {
    this.socket = connect({ port: proxy.port, host: '127.0.0.1', allowHalfOpen: true, noDelay: true });
    this.socket.on('error', () => undefined);
    this.socket.on('data', (chunk: Buffer) => {
      this.text += chunk.toString();
      this.pieces += 1;
      this.wake();
    });
    this.socket.on('end', () => {
      this.hasEnded = true;
      this.wake();
    });
    this.socket.on('close', () => {
      this.closed.resolve(undefined);
    });
  }

  async until(is: () => boolean): Promise<void> {
    while (!is()) await new Promise<void>((resolve) => (this.wake = resolve));
  }
}

const LONG = 'abcdefghij'.repeat(100);

test('a good line carries everything both ways, and the end', async () => {
  const caller = new Caller();
  caller.socket.end(LONG);
  await caller.until(() => caller.hasEnded);
  expect(caller.text).toBe(LONG);
});

test('a slow line carries everything in its order, later', async () => {
  proxy.set({ kind: 'delay', milliseconds: 60 });
  const caller = new Caller();
  for (const word of ['one ', 'two ', 'three']) caller.socket.write(word);
  await caller.until(() => caller.text.length === 13);
  expect(caller.text).toBe('one two three');
});

test('a dripping line carries everything in small pieces', async () => {
  proxy.set({ kind: 'drip', bytes: 50, milliseconds: 1 });
  const caller = new Caller();
  caller.socket.write(LONG);
  await caller.until(() => caller.text.length === LONG.length);
  expect(caller.text).toBe(LONG);
  expect(caller.pieces).toBeGreaterThan(10);
});

test('a line that is cut carries a part at most and is reset', async () => {
  proxy.set({ kind: 'cut', bytes: 500 });
  const caller = new Caller();
  caller.socket.write(LONG);
  await caller.closed.promise;
  expect(caller.text.length).toBeLessThan(LONG.length);
  expect(LONG.startsWith(caller.text)).toBe(true);
});

test('a black hole swallows everything and tells nobody until it is healed', async () => {
  const caller = new Caller();
  caller.socket.write('before ');
  await caller.until(() => caller.text === 'before ');
  proxy.set({ kind: 'black-hole' });
  caller.socket.write('swallowed');
  const other = new Caller();
  other.socket.write('swallowed too');
  while (proxy.swallowed < 'swallowedswallowed too'.length) await immediate();
  expect([caller.text, other.text, caller.socket.destroyed]).toEqual(['before ', '', false]);
  proxy.heal();
  await caller.closed.promise;
  await other.closed.promise;
});

test('a half-closed line ends in one direction and stays open in the other', async () => {
  proxy.set({ kind: 'half-close', bytes: 10 });
  const caller = new Caller();
  caller.socket.write(LONG);
  await caller.until(() => caller.hasEnded);
  expect(caller.text.length).toBeLessThanOrEqual(10);
  expect([caller.socket.destroyed, caller.socket.writable]).toEqual([false, true]);
});

test('a line that refuses resets who comes and lets be who is there', async () => {
  const there = new Caller();
  there.socket.write('there ');
  await there.until(() => there.text === 'there ');
  proxy.set({ kind: 'refuse' });
  const late = new Caller();
  await late.closed.promise;
  there.socket.write('still');
  await there.until(() => there.text === 'there still');
  expect(proxy.size).toBe(1);
});

test('every connection can be reset at once', async () => {
  const callers = [new Caller(), new Caller()];
  for (const caller of callers) caller.socket.write('x');
  for (const caller of callers) await caller.until(() => caller.text === 'x');
  proxy.cutAll();
  for (const caller of callers) await caller.closed.promise;
  expect(proxy.size).toBe(0);
});

test('a seed plans the same blows again, and another seed others', () => {
  const plan = (seed: number) => plannedBlows(new Chance(seed), ['a', 'b', 'c'], ['a>b', 'b>c'], 20_000);
  expect(plan(1)).toEqual(plan(1));
  expect(plan(1)).not.toEqual(plan(2));
  expect(plan(1).processes.length).toBeGreaterThan(3);
});
