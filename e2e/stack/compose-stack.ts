import { mkdtempSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { JANUS_SECRETS } from '@parley/kit/testing';
import {
  type HeldPort,
  cleanEnvironment,
  freePort,
  holdPort,
  root,
  startChild,
  untilReady,
} from './child.js';
import { type ComposeService, readCompose } from './compose-file.js';
import { postgresServer, redisServer } from './debian.js';
import { janusServer } from './janus.js';
import { type Address, Replica, type Role } from './replica.js';
import type { Stack } from './stack.js';

/** One end of a connection between two processes; clients are what tests themselves do. */
export interface Endpoint {
  readonly role: Role | 'client';
  /** Counted from 0. */
  readonly index: number;
}

/**
 * Where `from` reaches `to`, which itself listens at `address`: a test may put something in between. Asked once for
 * each pair, before `from` is started for the first time.
 */
export type Route = (from: Endpoint, to: Endpoint, address: Address) => Promise<Address>;

/** How the services differ from what docker-compose.yml says. */
export interface DistributedOptions {
  /** Absent, everything is reached directly. */
  readonly route?: Route;
  /** Settings for one process besides those of the file. */
  readonly environment?: (role: Role, index: number) => Readonly<Record<string, string>>;
}

/** The services of docker-compose.yml as native processes. */
export interface DistributedStack extends Stack {
  /** Every process by its role, in order of the index. */
  readonly replicas: Readonly<Record<Role, readonly Replica[]>>;
  /** Where the media server writes recordings, and files keep their bytes. */
  readonly folders: { readonly recordings: string; readonly bytes: string };
  /** @throws Error when there is none of that number */
  replica(role: Role, index?: number): Replica;
}

/** Values for the file's variables: the tests' own secrets, demo data, and room for their requests. */
const VALUES = {
  // Demo data is never made in production.
  NODE_ENV: 'development',
  POSTGRES_PASSWORD: 'parley-e2e',
  PROOF_SECRET: 'e2e proof secret, long enough to be one',
  TOKEN_SECRET: 'e2e token secret, long enough to be one',
  PUBLIC_URL: 'http://127.0.0.1:4000',
  PARLEY_DEMO: '1',
  LOG_LEVEL: 'warn',
  RATE_ANONYMOUS_PER_MINUTE: '10000',
  RATE_SESSION_PER_MINUTE: '100000',
  JANUS_URL: 'ws://janus:8188',
};

/** In the order of their dependencies. */
const SERVICES = ['identity', 'chat', 'files', 'meetings', 'gateway'] as const;
/** Who takes several addresses, separated by commas; the others are given one of them, each another one. */
const TAKES_LISTS: readonly Role[] = ['gateway', 'chat', 'files', 'meetings'];

const direct: Route = (_from, _to, address) => Promise.resolve(address);

/**
 * Starts docker-compose.yml without Docker: Debian's PostgreSQL and Redis in place of the images, the services by
 * their own commands and environment, in the order of their dependencies, hosts mapped to free loopback ports.
 */
export async function startDistributed(options: DistributedOptions = {}): Promise<DistributedStack> {
  const starting = new Starting(options);
  try {
    await starting.servers();
    for (const name of SERVICES) await starting.service(name);
    return await starting.stack();
  } catch (error) {
    // What was started is stopped before the reason is told.
    await starting.stop();
    throw error;
  }
}

class Starting {
  /** Where all replicas keep the bytes of files. */
  private readonly folder = mkdtempSync(join(tmpdir(), 'parley-e2e-bytes-'));
  private readonly recordings = join(this.folder, 'recordings');
  private readonly services = readCompose({
    ...{ ...VALUES, ...JANUS_SECRETS, FILE_STORAGE_PATH: this.folder },
    RECORDING_PATH: this.recordings,
  });
  /** Where the first replica of meetings hears what Janus measures. */
  private eventsPort = 0;
  private readonly replicas: Record<Role, Replica[]> = {
    postgres: [],
    redis: [],
    janus: [],
    identity: [],
    chat: [],
    files: [],
    meetings: [],
    gateway: [],
  };
  /** Where the services will listen: chat, files and meetings follow each other, and one of them is started first. */
  private readonly places = new Map<Role, readonly HeldPort[]>();
  private readonly stops: (() => Promise<void>)[] = [];
  private readonly route: Route;

  constructor(private readonly options: DistributedOptions) {
    this.route = options.route ?? direct;
  }

  async servers(): Promise<void> {
    const postgres = await postgresServer(VALUES.POSTGRES_PASSWORD);
    this.stops.push(() => postgres.remove());
    const redis = await redisServer(this.services['redis']?.command ?? []);
    await this.begin(new Replica({ role: 'postgres', index: 0, stopSignal: 'SIGINT', ...postgres }));
    await this.begin(new Replica({ role: 'redis', index: 0, stopSignal: 'SIGTERM', ...redis }));
    this.eventsPort = await freePort();
    const janus = await janusServer(this.eventsPort);
    this.stops.push(() => janus.remove());
    await this.begin(new Replica({ role: 'janus', index: 0, stopSignal: 'SIGTERM', ...janus }));
  }

  async service(role: (typeof SERVICES)[number]): Promise<void> {
    const service = this.described(role);
    const missing = service.dependsOn.filter((other) => !this.replicas[other as Role].length);
    if (missing.length > 0) {
      throw new Error(`${role} depends on ${missing.join(', ')}, which is not started before it`);
    }
    for (let index = 0; index < service.replicas; index += 1) {
      await this.begin(await this.replicaOf(role, index, service));
    }
  }

  private described(role: Role): ComposeService {
    const service = this.services[role];
    if (!service) throw new Error(`docker-compose.yml has no service ${role}`);
    return service;
  }

  /** Where the replicas of a service listen, or will. */
  private async placesOf(role: Role): Promise<readonly HeldPort[]> {
    const known = this.places.get(role);
    if (known) return known;
    const { replicas } = this.described(role);
    const places = await Promise.all(Array.from({ length: replicas }, () => holdPort()));
    this.places.set(role, places);
    this.stops.push(async () => {
      await Promise.all(places.map((place) => place.giveUp()));
    });
    return places;
  }

  async stack(): Promise<DistributedStack> {
    const { replicas } = this;
    const gatewayUrls = await this.reached({ role: 'client', index: 0 }, 'gateway');
    return {
      replicas,
      folders: { recordings: this.recordings, bytes: this.folder },
      replica(role, index = 0) {
        const found = replicas[role][index];
        if (!found) throw new Error(`There is no ${role}-${String(index + 1)}`);
        return found;
      },
      gatewayUrls: gatewayUrls.map(({ host, port }) => `http://${host}:${String(port)}`),
      subgraphUrls: [
        ...[...replicas.identity, ...replicas.chat, ...replicas.files, ...replicas.meetings],
      ].map(({ url }) => url),
      stop: () => this.stop(),
    };
  }

  async stop(): Promise<void> {
    for (const each of this.stops.toReversed()) await each();
    await rm(this.folder, { recursive: true, force: true });
  }

  private async begin(replica: Replica): Promise<void> {
    await replica.start();
    this.stops.push(() => replica.stop());
    this.replicas[replica.role].push(replica);
  }

  private async replicaOf(role: Role, index: number, service: ComposeService): Promise<Replica> {
    const place = (await this.placesOf(role))[index];
    if (!place) throw new Error(`There is no ${role}-${String(index + 1)}`);
    const { port } = place;
    const [program = '', ...args] = service.command;
    const environment = cleanEnvironment({
      ...(await this.native(service.environment, role, index)),
      HOST: '127.0.0.1',
      PORT: String(port),
      // One machine has one port of a number, so the other replicas hear nothing there.
      ...(role === 'meetings' && { JANUS_EVENTS_PORT: String(index === 0 ? this.eventsPort : 0) }),
      ...this.options.environment?.(role, index),
    });
    const begin = async () => {
      await place.giveUp();
      const name = `${role}-${String(index + 1)}`;
      const child = startChild(name, join(root, program), args, environment);
      await untilReady(`http://127.0.0.1:${String(port)}/health/ready`, child);
      return child;
    };
    return new Replica({ role, index, port, stopSignal: 'SIGTERM', begin });
  }

  /** The file's environment with the hosts of its network as they are reached natively. */
  private async native(
    environment: ComposeService['environment'],
    role: Role,
    index: number,
  ): Promise<Record<string, string>> {
    const hosts = Object.keys(this.replicas) as Role[];
    const wanted = Object.values(environment).join(' ');
    const reached = new Map<Role, readonly Address[]>();
    for (const host of hosts.filter((name) => mentions(name).test(wanted))) {
      const all = await this.reached({ role, index }, host);
      const rotated = all.map((_, nth) => all[(nth + index) % all.length] as Address);
      reached.set(host, TAKES_LISTS.includes(role) ? rotated : rotated.slice(0, 1));
    }
    return Object.fromEntries(
      Object.entries(environment).map(([key, value]) => [key, withAddresses(value, reached)]),
    );
  }

  private async reached(from: Endpoint, to: Role): Promise<readonly Address[]> {
    const isServer = to === 'postgres' || to === 'redis' || to === 'janus';
    const all = isServer
      ? this.replicas[to].map(({ address }) => address)
      : (await this.placesOf(to)).map(({ port }) => ({ host: '127.0.0.1', port }));
    return Promise.all(all.map((address, index) => this.route(from, { role: to, index }, address)));
  }
}

/** A host of the compose network in an address: what stands before it, as far as the scheme, is its first group. */
const mentions = (host: string): RegExp => new RegExp(`(\\w+://(?:[^@/\\s]*@)?)${host}:\\d+`, 'g');

function withAddresses(value: string, reached: ReadonlyMap<Role, readonly Address[]>): string {
  let native = value;
  for (const [host, addresses] of reached) {
    native = native.replaceAll(mentions(host), (_all, before: string) =>
      addresses.map((address) => `${before}${address.host}:${String(address.port)}`).join(','),
    );
  }
  return native;
}
