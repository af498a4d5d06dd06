import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { janusFolder, untilListening } from '@parley/kit/testing';
import { cleanEnvironment, freePort, startChild } from './child.js';
import type { NativeServer } from './debian.js';

/**
 * Debian's Janus with the configuration of deploy/janus, on ports of its own.
 * @param eventsPort where meetings hears statistics
 */
export async function janusServer(eventsPort: number): Promise<NativeServer> {
  const dir = await mkdtemp(join(tmpdir(), 'parley-e2e-janus-'));
  const [port, adminPort] = [await freePort(), await freePort()];
  const folder = await janusFolder(dir, { port, adminPort, eventsPort });
  return {
    port,
    async begin() {
      const child = startChild('janus', '/usr/bin/janus', ['-F', folder], cleanEnvironment({}));
      await untilListening(port, () => child.running);
      return child;
    },
    remove: () => rm(dir, { recursive: true, force: true }),
  };
}
