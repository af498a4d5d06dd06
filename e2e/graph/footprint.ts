import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Where a product can be looked into. */
export interface Inside {
  /** Every process with numbers, by its name. */
  readonly processes: Readonly<Record<string, string>>;
  readonly metricsToken: string;
  readonly databaseUrl: string;
  /** Null where there is one process and no Redis. */
  readonly redisPort: number | null;
}

/** What a process says of itself that must not grow with visitors who are gone. */
const GAUGES = [
  'parley_gateway_sockets',
  'parley_gateway_subscriptions',
  'parley_gateway_shared_streams',
  'parley_log_followers',
];
const OPEN_FILES = 'process_open_fds';

/** What a product holds for those who are connected to it. */
export interface Footprint {
  /** Gauges and open files of every process. */
  readonly held: Readonly<Record<string, number>>;
  readonly databaseConnections: number;
  readonly inTransaction: number;
  /** What is subscribed to at the bus. */
  readonly channels: readonly string[];
}

async function gaugesOf(name: string, url: string, token: string): Promise<[string, number][]> {
  const response = await fetch(new URL('/metrics', url), { headers: { authorization: `Bearer ${token}` } });
  if (!response.ok) throw new Error(`${name} tells no numbers: ${String(response.status)}`);
  const lines = (await response.text()).split('\n');
  const valueOf = (gauge: string) =>
    lines
      .filter((line) => line.startsWith(`${gauge} `) || line.startsWith(`${gauge}{`))
      .reduce((sum, line) => sum + Number(line.split(' ').at(-1)), 0);
  return [...GAUGES, OPEN_FILES].map((gauge) => [`${name} ${gauge}`, valueOf(gauge)]);
}

async function sessionsOf(databaseUrl: string): Promise<[number, number]> {
  const query = `select count(*), count(*) filter (where state like 'idle in transaction%')
                 from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()`;
  const { stdout } = await run('psql', ['-XAt', '-F', ' ', '-c', query, databaseUrl]);
  const [all = 0, inTransaction = 0] = stdout.trim().split(' ').map(Number);
  return [all, inTransaction];
}

async function channelsOf(port: number | null): Promise<readonly string[]> {
  if (port === null) return [];
  const { stdout } = await run('redis-cli', ['-p', String(port), 'pubsub', 'channels']);
  return stdout
    .split('\n')
    .filter((line) => line !== '')
    .toSorted();
}

/** Looks at what a product holds right now. */
export async function footprintOf(inside: Inside): Promise<Footprint> {
  const { processes, metricsToken, databaseUrl, redisPort } = inside;
  const gauges = await Promise.all(
    Object.entries(processes).map(([name, url]) => gaugesOf(name, url, metricsToken)),
  );
  const [databaseConnections, inTransaction] = await sessionsOf(databaseUrl);
  return {
    held: Object.fromEntries(gauges.flat()),
    databaseConnections,
    inTransaction,
    channels: await channelsOf(redisPort),
  };
}

/**
 * What of it grew; empty when everything is as it was, or less. A process may have opened some files more: pools of
 * connections to other services grow when their lines are busy, by a few; what vanished visitors left would be hundreds.
 */
export function growthOf(base: Footprint, now: Footprint): readonly string[] {
  const spare = (name: string) => (name.endsWith(OPEN_FILES) ? 8 : 0);
  const more = (what: string, before: number, after: number) =>
    after > before ? [`${what}: ${String(before)} → ${String(after)}`] : [];
  return [
    ...Object.entries(now.held).flatMap(([name, count]) =>
      more(name, (base.held[name] ?? 0) + spare(name), count),
    ),
    ...more('connections to the database', base.databaseConnections, now.databaseConnections),
    ...more('open transactions', 0, now.inTransaction),
    ...now.channels.filter((channel) => !base.channels.includes(channel)),
  ];
}
