import { once } from 'node:events';
import { mkdtemp, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { networkInterfaces, tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Child, cleanEnvironment, freePort, root, startChild } from './child.js';
import type { NativeServer } from './debian.js';

const TEMPLATES = join(root, 'deploy/janus/templates');

/** Janus never uses loopback for media. */
function anAddress(): string {
  const all = Object.values(networkInterfaces()).flatMap((each) => each ?? []);
  const found = all.find(({ family, internal }) => family === 'IPv4' && !internal);
  if (!found) throw new Error('Janus needs an IPv4 address that is not loopback');
  return found.address;
}

/** It says that it listens when it writes the next few pages of its log. */
async function untilListening(port: number, child: Child): Promise<void> {
  const deadline = Date.now() + 10_000;
  for (;;) {
    const socket = connect({ port, host: '127.0.0.1' });
    const isThere = await once(socket, 'connect').then(
      () => true,
      // Nobody listens yet.
      () => false,
    );
    socket.destroy();
    if (isThere) return;
    if (Date.now() > deadline || !child.running) throw new Error('Janus did not start');
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** The secrets that docker-compose.yml gives it, by their names there. */
export type JanusVariables = Readonly<Record<string, string>>;

/**
 * Debian's Janus with the configuration of deploy/janus, on ports of its own.
 * @param eventsPort where meetings hears statistics
 */
export async function janusServer(variables: JanusVariables, eventsPort: number): Promise<NativeServer> {
  const dir = await mkdtemp(join(tmpdir(), 'parley-e2e-janus-'));
  const [port, adminPort] = [await freePort(), await freePort()];
  const values: JanusVariables = { ...variables, JANUS_PUBLIC_IP: anAddress() };
  const native = (text: string): string =>
    text
      .replaceAll(/\$\{(\w+)\}/g, (_all, name: string) => values[name] ?? '')
      .replaceAll('/run/parley-janus', join(dir, 'etc'))
      .replaceAll('ws://meetings:4190', `ws://127.0.0.1:${String(eventsPort)}`)
      .replace('ws_port = 8188', `ws_port = ${String(port)}\n  ws_interface = "lo"`)
      .replace('admin_ws_port = 7188', `admin_ws_port = ${String(adminPort)}`);
  await mkdir(join(dir, 'etc'));
  for (const name of await readdir(TEMPLATES)) {
    await writeFile(join(dir, 'etc', name), native(await readFile(join(TEMPLATES, name), 'utf8')));
  }
  return {
    port,
    async begin() {
      const child = startChild('janus', '/usr/bin/janus', ['-F', join(dir, 'etc')], cleanEnvironment({}));
      await untilListening(port, child);
      return child;
    },
    remove: () => rm(dir, { recursive: true, force: true }),
  };
}
