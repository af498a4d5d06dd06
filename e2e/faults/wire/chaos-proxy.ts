import { once } from 'node:events';
import { type AddressInfo, createServer, connect, type Server, type Socket } from 'node:net';
import { setTimeout as pass } from 'node:timers/promises';
import type { Chance } from '../seed.js';

/** What may be wrong with a line. */
export type Trouble =
  | { readonly kind: 'none' }
  /** Each piece is late by up to so many milliseconds; order is kept. */
  | { readonly kind: 'delay'; readonly milliseconds: number }
  /** Both sides are reset once a connection has carried up to so many more bytes. */
  | { readonly kind: 'cut'; readonly bytes: number }
  /** Everything is swallowed, nobody is told. */
  | { readonly kind: 'black-hole' }
  /** The side that answers says that it is done, after up to so many bytes, and goes on listening. */
  | { readonly kind: 'half-close'; readonly bytes: number }
  /** A few bytes at a time. */
  | { readonly kind: 'drip'; readonly bytes: number; readonly milliseconds: number }
  /** New connections are reset at once. */
  | { readonly kind: 'refuse' };

interface Line {
  readonly near: Socket;
  readonly far: Socket;
  /** How many bytes this connection carries until what `cut` and `half-close` do; drawn for each connection. */
  budget: number;
  /** Bytes are missing from it: it can only be broken off. */
  torn: boolean;
}

/** A TCP proxy on a loopback port of its own, whose line can be made worse and better at any time. */
export class ChaosProxy {
  /** How many bytes came in and were kept from the other side. */
  swallowed = 0;
  private trouble: Trouble = { kind: 'none' };
  private readonly lines = new Set<Line>();

  private constructor(
    private readonly server: Server,
    private readonly target: () => number,
    private readonly chance: Chance,
    private readonly listen: (() => (piece: Buffer) => void) | null,
  ) {
    server.on('connection', (near) => {
      this.accept(near);
    });
  }

  /**
   * @param target the loopback port to connect to, asked for each new connection
   * @param listen asked for each new connection: what is to hear whatever comes from those who connect
   */
  static async start(
    target: () => number,
    chance: Chance,
    listen: (() => (piece: Buffer) => void) | null = null,
  ): Promise<ChaosProxy> {
    const server = createServer({ allowHalfOpen: true, noDelay: true }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    return new ChaosProxy(server, target, chance, listen);
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  /** How many connections go through it now. */
  get size(): number {
    return this.lines.size;
  }

  /** Changes the line for new connections and for those that are there. */
  set(trouble: Trouble): void {
    this.trouble = trouble;
    for (const line of this.lines) line.budget = this.budget();
  }

  /** The line is good again; connections that lost bytes meanwhile are reset, as a router that forgot them would. */
  heal(): void {
    this.set({ kind: 'none' });
    for (const line of this.lines) if (line.torn) reset(line);
  }

  /** Resets every connection at once. */
  cutAll(): void {
    for (const line of this.lines) reset(line);
  }

  async stop(): Promise<void> {
    this.cutAll();
    this.server.close();
    await once(this.server, 'close');
  }

  private budget(): number {
    const { trouble } = this;
    return 'bytes' in trouble && trouble.kind !== 'drip' ? this.chance.within(0, trouble.bytes) : Infinity;
  }

  private accept(near: Socket): void {
    if (this.trouble.kind === 'refuse') {
      near.on('error', () => undefined);
      near.resetAndDestroy();
      return;
    }
    const far = connect({ port: this.target(), host: '127.0.0.1', allowHalfOpen: true, noDelay: true });
    const line: Line = { near, far, budget: this.budget(), torn: false };
    this.lines.add(line);
    for (const socket of [near, far]) {
      // Either side may reset at any time; the other one is told below.
      socket.on('error', () => undefined);
      socket.once('close', () => {
        this.lines.delete(line);
        reset(line);
      });
    }
    void this.carry(line, near, far, this.listen?.());
    void this.carry(line, far, near);
  }

  private async carry(line: Line, from: Socket, to: Socket, hear?: (piece: Buffer) => void): Promise<void> {
    try {
      for await (const chunk of from) {
        hear?.(chunk as Buffer);
        await this.pass(line, chunk as Buffer, from, to);
      }
      if (to.writable) to.end();
    } catch {
      // Reset by one side, or by us.
      reset(line);
    }
  }

  private async pass(line: Line, chunk: Buffer, from: Socket, to: Socket): Promise<void> {
    const { trouble } = this;
    if (trouble.kind === 'black-hole' || line.torn) {
      line.torn = true;
      this.swallowed += chunk.length;
      return;
    }
    if (trouble.kind === 'delay') await pass(this.chance.within(0, trouble.milliseconds));
    if (trouble.kind === 'drip') {
      await this.drip(line, chunk, to);
      return;
    }
    const left = line.budget;
    line.budget -= chunk.length;
    if (left > chunk.length) {
      await write(to, chunk);
      return;
    }
    await write(to, chunk.subarray(0, left));
    if (trouble.kind === 'half-close' && from === line.far) {
      line.torn = true;
      to.end();
    } else if (trouble.kind === 'cut') {
      reset(line);
    } else {
      await write(to, chunk.subarray(left));
    }
  }

  private async drip(line: Line, chunk: Buffer, to: Socket): Promise<void> {
    for (let at = 0; at < chunk.length;) {
      const { trouble } = this;
      const size = trouble.kind === 'drip' ? trouble.bytes : chunk.length - at;
      await write(to, chunk.subarray(at, at + size));
      at += size;
      if (trouble.kind === 'drip') await pass(trouble.milliseconds);
      if (line.near.destroyed) return;
    }
  }
}

async function write(to: Socket, bytes: Buffer): Promise<void> {
  if (bytes.length === 0 || !to.writable) return;
  if (to.write(bytes)) return;
  await Promise.race([once(to, 'drain'), once(to, 'close')]);
}

function reset({ near, far }: Line): void {
  for (const socket of [near, far]) if (!socket.destroyed) socket.resetAndDestroy();
}
