import { randomBytes } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { type Config, ConfigError, port, readConfig, secret, text } from '@parley/kit';
import { iceAddresses } from './ice-addresses.js';
import type { JanusSecrets } from './janus-fault.js';
import type { ProcessPlan } from './janus-process.js';

/** What the environment says of media servers that somebody runs. */
export const serversConfig = {
  /** `ws://host:8188`, or several as `EU=ws://…,US=ws://…`. */
  JANUS_URL: text().optional(),
  JANUS_API_SECRET: secret().optional(),
  JANUS_ROOM_KEY: secret().optional(),
  JANUS_TOKEN_SECRET: secret().optional(),
  /** Where the event handlers of those servers bring statistics, and the last part of the address they know. */
  JANUS_EVENTS_HOST: text('127.0.0.1'),
  JANUS_EVENTS_PORT: port(0),
  JANUS_EVENTS_SECRET: secret().optional(),
  /** Where recordings are written; the same folder for the media servers and for us. */
  RECORDING_PATH: text().optional(),
};

/** The same where the whole product runs in one process, which starts an installed Janus when JANUS_URL is not set. */
export const mediaConfig = {
  ...serversConfig,
  /** The Janus to start, and the network it uses. */
  JANUS_BINARY: text('/usr/bin/janus'),
  JANUS_ADDRESSES: text().optional(),
  JANUS_PUBLIC_IP: text().optional(),
  JANUS_STUN: text().optional(),
  JANUS_RTP_PORTS: text('20000-40000'),
};

/** What the environment said of media servers; what it said nothing of is as by default. */
export type MediaSettings = Partial<Config<typeof mediaConfig>>;
type Settings = Config<typeof mediaConfig>;

export interface ServerPlace {
  readonly name: string;
  readonly url: string;
}

/** The media servers of an installation: those that run already, or one to be started; there may be none. */
export interface MediaPlan {
  readonly secrets: JanusSecrets;
  readonly servers: readonly ServerPlace[];
  readonly events: { readonly host: string; readonly port: number; readonly secret?: string };
  readonly recordings: string;
  readonly binary: string;
  /** What of our own Janus is not known before it starts is asked for then: it may have faults. Null: none is started. */
  readonly process: (() => Omit<ProcessPlan, 'eventsUrl' | 'secrets' | 'binary'>) | null;
}

const commaSeparated = (value = ''): readonly string[] =>
  value
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');

/** `EU=ws://host:8188` is called EU; one without a name is called as its address. */
function toPlace(entry: string): ServerPlace {
  const [, name, address = entry] = /^([\w-]+)=(.*)$/.exec(entry) ?? [];
  const parsed = URL.parse(address);
  if (!parsed || !['ws:', 'wss:'].includes(parsed.protocol)) {
    throw new ConfigError([`JANUS_URL is not a list of addresses that begin with ws:// or wss://: ${entry}`]);
  }
  return { name: name ?? parsed.host, url: address };
}

function toPorts(range: string): { first: number; last: number } {
  const [, first, last] = (/^(\d{4,5})-(\d{4,5})$/.exec(range) ?? []).map(Number);
  if (!first || !last || first >= last || last > 65_535) {
    throw new ConfigError([`JANUS_RTP_PORTS is not a range such as 20000-40000: ${range}`]);
  }
  return { first, last };
}

/** Secrets of servers of others have to be told; a Janus that we start gets new ones each time. */
function toSecrets(settings: Settings): JanusSecrets {
  const given = {
    JANUS_API_SECRET: settings.JANUS_API_SECRET,
    JANUS_ROOM_KEY: settings.JANUS_ROOM_KEY,
    JANUS_TOKEN_SECRET: settings.JANUS_TOKEN_SECRET,
  };
  const missing = Object.entries(given).flatMap(([name, value]) => (value ? [] : [name]));
  if (settings.JANUS_URL && missing.length > 0) {
    throw new ConfigError(missing.map((name) => `${name} is not set, and JANUS_URL is`));
  }
  const random = () => randomBytes(32).toString('base64url');
  return {
    api: given.JANUS_API_SECRET ?? random(),
    rooms: given.JANUS_ROOM_KEY ?? random(),
    token: given.JANUS_TOKEN_SECRET ?? random(),
  };
}

/**
 * @param dataDir where a Janus of our own keeps its configuration, and recordings are unless told otherwise; null where
 *   none is to be started, since several replicas would not have the same one
 * @throws ConfigError
 */
export function mediaPlan(given: MediaSettings, dataDir: string | null): MediaPlan {
  const settings: Settings = { ...readConfig(mediaConfig, {}), ...given };
  const rtpPorts = toPorts(settings.JANUS_RTP_PORTS);
  return {
    secrets: toSecrets(settings),
    servers: commaSeparated(settings.JANUS_URL).map(toPlace),
    events: {
      host: settings.JANUS_EVENTS_HOST,
      port: settings.JANUS_EVENTS_PORT,
      ...(settings.JANUS_EVENTS_SECRET && { secret: settings.JANUS_EVENTS_SECRET }),
    },
    // Our own Janus works elsewhere: what is relative here would be another folder there.
    recordings: resolve(settings.RECORDING_PATH ?? join(dataDir ?? tmpdir(), 'recordings')),
    binary: settings.JANUS_BINARY,
    process:
      dataDir === null
        ? null
        : () => ({
            folder: resolve(dataDir, 'janus'),
            addresses: iceAddresses(commaSeparated(settings.JANUS_ADDRESSES)),
            rtpPorts,
            ...(settings.JANUS_PUBLIC_IP && { publicAddress: settings.JANUS_PUBLIC_IP }),
            ...(settings.JANUS_STUN && { stun: settings.JANUS_STUN }),
          }),
  };
}
