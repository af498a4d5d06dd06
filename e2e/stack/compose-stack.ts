import { join } from 'node:path';
import { type Child, cleanEnvironment, freePort, root, startChild, untilReady } from './child.js';
import { type ComposeService, readCompose } from './compose-file.js';
import { startPostgresServer, startRedisServer } from './debian.js';
import type { Stack } from './stack.js';

/** The services of docker-compose.yml as native processes. */
export interface DistributedStack extends Stack {
  /** Every running process by service, replicas in order. */
  readonly children: ReadonlyMap<string, readonly Child[]>;
}

interface Replica {
  readonly port: number;
  readonly child: Child;
}

/** Values for the file's variables: the tests' own secrets, and demo data. */
const VALUES = {
  POSTGRES_PASSWORD: 'parley-e2e',
  PROOF_SECRET: 'e2e proof secret, long enough to be one',
  TOKEN_SECRET: 'e2e token secret, long enough to be one',
  PUBLIC_URL: 'http://127.0.0.1:4000',
  PARLEY_DEMO: '1',
};

/** Hosts of the compose network, as they are reached natively: the n-th replica talks to the n-th of another. */
type Hosts = Readonly<Record<string, readonly number[]>>;

function nativeValue(value: string, hosts: Hosts, index: number): string {
  let native = value;
  for (const [name, ports] of Object.entries(hosts)) {
    const port = ports[index % ports.length];
    native = native.replaceAll(new RegExp(`(//|@)${name}:\\d+`, 'g'), `$1127.0.0.1:${String(port)}`);
  }
  return native;
}

async function startReplica(
  name: string,
  service: ComposeService,
  hosts: Hosts,
  index: number,
): Promise<Replica> {
  const port = await freePort();
  const environment = Object.fromEntries(
    Object.entries(service.environment).map(([key, value]) => [key, nativeValue(value, hosts, index)]),
  );
  const [program = '', ...args] = service.command;
  const child = startChild(
    `${name}-${String(index + 1)}`,
    join(root, program),
    args,
    cleanEnvironment({
      ...environment,
      // Demo data is never made in production, which is what the file says of every service.
      NODE_ENV: 'development',
      HOST: '127.0.0.1',
      PORT: String(port),
      LOG_LEVEL: 'warn',
      RATE_ANONYMOUS_PER_MINUTE: '10000',
      RATE_SESSION_PER_MINUTE: '100000',
    }),
  );
  await untilReady(`http://127.0.0.1:${String(port)}/health/ready`, child);
  return { port, child };
}

/**
 * Starts docker-compose.yml without Docker: Debian's PostgreSQL and Redis in place of the images, the services by
 * their own commands and environment, in the order of their dependencies, hosts mapped to free loopback ports.
 */
export async function startDistributed(): Promise<DistributedStack> {
  const services = readCompose(VALUES);
  const stops: (() => Promise<void>)[] = [];
  const stop = async () => {
    for (const each of stops.toReversed()) await each();
  };
  try {
    const postgres = await startPostgresServer(VALUES.POSTGRES_PASSWORD);
    stops.push(() => postgres.stop());
    const redis = await startRedisServer(services['redis']?.command ?? []);
    stops.push(() => redis.stop());
    const hosts: Record<string, readonly number[]> = { postgres: [postgres.port], redis: [redis.port] };
    const children = new Map<string, Child[]>();
    for (const name of ['identity', 'chat', 'gateway']) {
      const service = services[name];
      if (!service) throw new Error(`docker-compose.yml has no service ${name}`);
      const missing = service.dependsOn.filter((other) => !(other in hosts));
      if (missing.length > 0) {
        throw new Error(`${name} depends on ${missing.join(', ')}, which is not started before it`);
      }
      const replicas: Replica[] = [];
      for (let index = 0; index < service.replicas; index += 1) {
        const replica = await startReplica(name, service, hosts, index);
        stops.push(() => replica.child.end());
        replicas.push(replica);
      }
      hosts[name] = replicas.map(({ port }) => port);
      children.set(
        name,
        replicas.map(({ child }) => child),
      );
    }
    const urls = (name: string) => (hosts[name] ?? []).map((port) => `http://127.0.0.1:${String(port)}`);
    return {
      gatewayUrls: urls('gateway'),
      subgraphUrls: [...urls('identity'), ...urls('chat')],
      children,
      stop,
    };
  } catch (error) {
    // What was started is stopped before the reason is told.
    await stop();
    throw error;
  }
}
