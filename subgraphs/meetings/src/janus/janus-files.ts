import { existsSync } from 'node:fs';
import { chmod, mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { JanusFault, type JanusSecrets } from './janus-fault.js';

/** What a Janus of our own is told. */
export interface JanusPlan {
  readonly port: number;
  readonly secrets: JanusSecrets;
  /** Addresses that media uses, see `iceAddresses`. */
  readonly addresses: readonly string[];
  /** The address that others see where a router forwards to this machine. */
  readonly publicAddress?: string;
  /** `host:port`; without one Janus is reached at its own addresses. */
  readonly stun?: string;
  readonly rtpPorts: { readonly first: number; readonly last: number };
  /** Where Janus' event handler tells statistics. */
  readonly eventsUrl: string;
}

/** Where distributions put what Janus loads. */
const MODULE_FOLDERS = [
  '/usr/lib/x86_64-linux-gnu/janus',
  '/usr/lib/aarch64-linux-gnu/janus',
  '/usr/lib/janus',
  '/usr/lib64/janus',
  '/usr/local/lib/janus',
  '/opt/janus/lib/janus',
];

/** For as long a session may be claimed after its connection broke, and is kept when nobody says anything. */
const RECLAIM_SECONDS = 15;
const SILENT_SECONDS = 60;
const STATISTICS_SECONDS = 2;

const WANTED = ['libjanus_videoroom.so', 'libjanus_websockets.so', 'libjanus_wsevh.so'];

function modules(): string {
  const found = MODULE_FOLDERS.find((folder) => existsSync(join(folder, 'plugins')));
  if (found) return found;
  throw new JanusFault(`The modules of Janus are in none of ${MODULE_FOLDERS.join(', ')}.`);
}

/** Everything of a folder but what we use: a module that is not loaded needs no settings and opens no port. */
async function others(folder: string): Promise<string> {
  const all = await readdir(folder);
  return all.filter((name) => name.endsWith('.so') && !WANTED.includes(name)).join(',');
}

const quoted = (value: string): string => JSON.stringify(value);

/** In the syntax of libconfig: `name = value` in named groups. */
function file(groups: Readonly<Record<string, Readonly<Record<string, string | number | boolean>>>>): string {
  return Object.entries(groups)
    .map(([group, settings]) => {
      const lines = Object.entries(settings).map(
        ([name, value]) => `  ${name} = ${typeof value === 'string' ? quoted(value) : String(value)}\n`,
      );
      return `${group}: {\n${lines.join('')}}\n`;
    })
    .join('');
}

function nat({ addresses, publicAddress, stun }: JanusPlan) {
  const [host, port] = stun?.split(':') ?? [];
  return {
    // Candidates of our own are known at once and go into the description; those that STUN finds are sent after it.
    full_trickle: stun !== undefined,
    ice_lite: stun === undefined,
    ice_enforce_list: addresses.join(','),
    ignore_mdns: true,
    ...(publicAddress && { nat_1_1_mapping: publicAddress, keep_private_host: true }),
    ...(host && { stun_server: host, stun_port: Number(port ?? 3478) }),
  };
}

async function core(plan: JanusPlan, folder: string): Promise<string> {
  const from = modules();
  const part = (name: string) => join(from, name);
  return file({
    general: {
      configs_folder: folder,
      plugins_folder: part('plugins'),
      transports_folder: part('transports'),
      events_folder: part('events'),
      loggers_folder: part('loggers'),
      debug_level: 3,
      debug_colors: false,
      api_secret: plan.secrets.api,
      token_auth: true,
      token_auth_secret: plan.secrets.token,
      session_timeout: SILENT_SECONDS,
      reclaim_session_timeout: RECLAIM_SECONDS,
      recordings_tmp_ext: 'tmp',
      hide_dependencies: true,
    },
    media: {
      ipv6: plan.addresses.some((address) => address.includes(':')),
      rtp_port_range: `${plan.rtpPorts.first}-${plan.rtpPorts.last}`,
      no_media_timer: 2,
    },
    nat: nat(plan),
    plugins: { disable: await others(part('plugins')) },
    transports: { disable: await others(part('transports')) },
    loggers: { disable: await others(part('loggers')) },
    events: { broadcast: true, stats_period: STATISTICS_SECONDS, disable: await others(part('events')) },
  });
}

/** The admin API stays shut: nothing here needs it. */
const websockets = ({ port }: JanusPlan) =>
  file({
    general: { json: 'compact', ws: true, ws_ip: '127.0.0.1', ws_port: port, wss: false },
    admin: { admin_ws: false, admin_wss: false },
  });

const videoRoom = ({ secrets }: JanusPlan) =>
  file({ general: { admin_key: secrets.rooms, lock_rtp_forward: true, string_ids: true, events: false } });

const eventHandler = ({ eventsUrl }: JanusPlan) =>
  file({
    general: {
      enabled: true,
      events: 'media',
      grouping: true,
      json: 'compact',
      backend: eventsUrl,
      subprotocol: 'janus-events',
    },
  });

/** Writes the configuration of a Janus into a folder that only we may read: it holds secrets. */
export async function writeJanusFiles(plan: JanusPlan, folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  await chmod(folder, 0o700);
  const files = {
    'janus.jcfg': await core(plan, folder),
    'janus.transport.websockets.jcfg': websockets(plan),
    'janus.plugin.videoroom.jcfg': videoRoom(plan),
    'janus.eventhandler.wsevh.jcfg': eventHandler(plan),
  };
  for (const [name, text] of Object.entries(files)) {
    await writeFile(join(folder, name), text, { mode: 0o600 });
  }
}
