import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { Pool } from 'undici';
import { MEASURED, type Server, serverOf } from '../product.js';
import type { Target } from './crowd.js';
import { SocketClient } from './socket-client.js';

/** How the reference writes: one frame built once, or `ws` building one for each socket. */
export type Writing = 'frame' | 'send';

/** Which groups the n-th socket is in, of how many. */
export interface Grouping {
  readonly groups: number;
  groupsOf(n: number): readonly number[];
  /** In how many groups each socket is. */
  readonly each: number;
}

/** Every socket in one and the same group. */
export const ONE_GROUP: Grouping = { groups: 1, each: 1, groupsOf: () => [0] };

/** A bare `ws` server. */
export interface BareTarget extends Target {
  readonly server: Server;
  /** What the next publications have. */
  frameBytes: number;
  writing: Writing;
  stop(): Promise<void>;
}

/** Starts the reference with that grouping. */
export async function bareTarget(grouping: Grouping): Promise<BareTarget> {
  const execArgv = [...process.execArgv, ...MEASURED];
  const child = fork(fileURLToPath(new URL('./reference.ts', import.meta.url)), {
    execArgv,
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  });
  const [port] = (await once(child, 'message')) as [number];
  const url = `http://127.0.0.1:${String(port)}`;
  const pool = new Pool(url, { connections: 8 });
  const target: BareTarget = {
    server: serverOf(child, url),
    heardBySocket: grouping.each,
    frameBytes: 0,
    writing: 'frame',
    join(n, onMark) {
      const groups = grouping.groupsOf(n).join(',');
      return SocketClient.open(`${url}/${groups}`, null, { onText: () => undefined, onMark });
    },
    async publish(text) {
      const body = text.padEnd(target.frameBytes, '.');
      const posts = Array.from({ length: grouping.groups }, async (_, group) => {
        const path = `/${target.writing}/${String(group)}`;
        const answer = await pool.request({ path, method: 'POST', body });
        await answer.body.dump();
      });
      await Promise.all(posts);
    },
    async stop() {
      await pool.close();
      child.disconnect();
      await once(child, 'exit');
    },
  };
  return target;
}
