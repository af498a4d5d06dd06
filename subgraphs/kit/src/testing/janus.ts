import { once } from 'node:events';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { networkInterfaces } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const TEMPLATES = fileURLToPath(new URL('../../../../deploy/janus/templates', import.meta.url));

/** What meetings and Janus know of each other, by the names that docker-compose.yml gives it. */
export const JANUS_SECRETS = {
  JANUS_API_SECRET: 'test api secret of janus, long enough',
  JANUS_ADMIN_SECRET: 'test admin secret of janus, long enough',
  JANUS_TOKEN_SECRET: 'test token secret of janus, long enough',
  JANUS_ROOM_KEY: 'test room key of janus, long enough, yes',
  JANUS_EVENTS_SECRET: 'test-events-secret-of-janus-long-enough',
};

/** Janus never uses loopback for media. */
function anAddress(): string {
  const all = Object.values(networkInterfaces()).flatMap((each) => each ?? []);
  const found = all.find(({ family, internal }) => family === 'IPv4' && !internal);
  if (!found) throw new Error('Janus needs an IPv4 address that is not loopback');
  return found.address;
}

/** Where one Janus of several on a machine listens, and where it brings statistics. */
export interface JanusPorts {
  readonly port: number;
  readonly adminPort: number;
  readonly eventsPort: number;
}

/** Writes the configuration of deploy/janus for a Janus without a container. @returns the folder, for `janus -F` */
export async function janusFolder(dir: string, { port, adminPort, eventsPort }: JanusPorts): Promise<string> {
  const folder = join(dir, 'etc');
  const values: Readonly<Record<string, string>> = {
    ...{ ...JANUS_SECRETS, JANUS_PUBLIC_IP: anAddress(), JANUS_RTP_PORTS: '20000-20999' },
  };
  const native = (text: string): string =>
    text
      .replaceAll(/\$\{(\w+)\}/g, (_all, name: string) => values[name] ?? '')
      .replaceAll('/run/parley-janus', folder)
      .replaceAll('ws://meetings:4190', `ws://127.0.0.1:${String(eventsPort)}`)
      .replace('ws_port = 8188', `ws_port = ${String(port)}\n  ws_interface = "lo"`)
      .replace('admin_ws_port = 7188', `admin_ws_port = ${String(adminPort)}`);
  await mkdir(folder);
  for (const name of await readdir(TEMPLATES)) {
    await writeFile(join(folder, name), native(await readFile(join(TEMPLATES, name), 'utf8')));
  }
  return folder;
}

/** Waits until something listens there: Janus says that it does when it has written the next few pages of its log. */
export async function untilListening(port: number, isRunning: () => boolean): Promise<void> {
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
    if (Date.now() > deadline || !isRunning()) throw new Error('Janus did not start');
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
