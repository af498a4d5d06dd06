import { startEmbedded, type EmbeddedStack } from '../stack/embedded-stack.js';
import { type DistributedStack, type Route, startDistributed } from '../stack/compose-stack.js';
import { familyOf, isAlive, signalAll } from '../stack/family.js';
import type { Chance } from './seed.js';
import { ChaosProxy } from './wire/chaos-proxy.js';
import { Statements } from './wire/statements.js';

/** One process of the product, as the nemesis treats it. */
export interface Part {
  readonly name: string;
  readonly running: boolean;
  readonly pid: number;
  /** SIGKILL. */
  kill(): Promise<void>;
  /** SIGTERM, and its end. */
  stop(): Promise<void>;
  /** Starts it until it serves, as a supervisor does. */
  start(): Promise<void>;
  /** SIGSTOP and SIGCONT. */
  pause(): void;
  resume(): void;
}

/** The product with everything that can be done to it. */
export interface Stage {
  readonly mode: 'distributed' | 'embedded';
  /** Gateways as clients reach them: through lines that can be made worse. */
  readonly gatewayUrls: readonly string[];
  /** Gateways without anything in between. */
  readonly directUrls: readonly string[];
  readonly subgraphUrls: readonly string[];
  readonly parts: readonly Part[];
  /** Lines by their ends, such as `client>gateway-1`. */
  readonly lines: ReadonlyMap<string, ChaosProxy>;
  /** What the database is asked; nothing unless lines stand before it alone. */
  readonly statements: Statements;
  stop(): Promise<void>;
}

const METRICS_TOKEN = 'the token of the fault harness, long enough';
/** The load comes from a few sessions; what a person may send is not what is asked here. */
const ROOMY = {
  RATE_SESSION_PER_MINUTE: '100000000',
  RATE_ANONYMOUS_PER_MINUTE: '1000000',
  METRICS_TOKEN,
};
const STARTS = 5;

/** A supervisor that starts what does not come up again, so that a broken line to the database is no end. */
async function startSurely(start: () => Promise<void>): Promise<void> {
  for (let left = STARTS; ; left -= 1) {
    try {
      await start();
      return;
    } catch (error) {
      // It could not begin: `restart: unless-stopped` tries again.
      if (left === 0) throw error;
    }
  }
}

/**
 * Two of each role as processes, with PostgreSQL and Redis.
 * @param edges where lines stand: everywhere, or only before the database, to count what it is asked
 */
export async function distributedStage(chance: Chance, edges: 'all' | 'database'): Promise<Stage> {
  const lines = new Map<string, ChaosProxy>();
  const statements = new Statements();
  // Torn lines lose bytes, and what comes after them cannot be read.
  const listen = edges === 'database' ? () => statements.listen() : null;
  const route: Route = async (from, to, { host, port }) => {
    if (edges === 'database' && to.role !== 'postgres') return { host, port };
    const near = from.role === 'client' ? 'client' : `${from.role}-${String(from.index + 1)}`;
    const name = `${near}>${to.role}-${String(to.index + 1)}`;
    const line = lines.get(name) ?? (await ChaosProxy.start(() => port, chance.for(name), listen));
    lines.set(name, line);
    return { host, port: line.port };
  };
  const environment = () => ROOMY;
  const stack = await startDistributed({ route, environment });
  const replicas = Object.values(stack.replicas).flat();
  return {
    mode: 'distributed',
    gatewayUrls: stack.gatewayUrls,
    directUrls: stack.replicas.gateway.map(({ url }) => url),
    subgraphUrls: stack.subgraphUrls ?? [],
    parts: replicas.map((replica) => ({
      name: replica.name,
      get running() {
        return replica.running;
      },
      get pid() {
        return replica.pid;
      },
      kill: () => replica.kill(),
      stop: () => replica.stop(),
      start: () => startSurely(() => replica.start()),
      pause: () => {
        replica.pause();
      },
      resume: () => {
        replica.resume();
      },
    })),
    lines,
    statements,
    stop: () => stopAll(stack, lines),
  };
}

/** The one process of `npm start`, with the PostgreSQL that it starts itself. */
export async function embeddedStage(chance: Chance): Promise<Stage> {
  const stack = await startEmbedded(ROOMY);
  const port = Number(new URL(stack.url).port);
  const line = await ChaosProxy.start(() => port, chance.for('client>product'));
  const lines = new Map([['client>product', line]]);
  return {
    mode: 'embedded',
    gatewayUrls: [`http://127.0.0.1:${String(line.port)}`],
    directUrls: [stack.url],
    subgraphUrls: [],
    parts: [embeddedPart(stack)],
    lines,
    statements: new Statements(),
    stop: () => stopAll(stack, lines),
  };
}

const embeddedPart = (stack: EmbeddedStack): Part => ({
  name: 'product',
  get running() {
    return isAlive(stack.pid);
  },
  get pid() {
    return stack.pid;
  },
  kill: () => stack.kill('SIGKILL'),
  stop: () => stack.kill('SIGTERM'),
  start: () => startSurely(() => stack.restart()),
  pause: () => {
    signalAll(familyOf(stack.pid), 'SIGSTOP');
  },
  resume: () => {
    signalAll(familyOf(stack.pid).toReversed(), 'SIGCONT');
  },
});

async function stopAll(
  stack: DistributedStack | EmbeddedStack,
  lines: ReadonlyMap<string, ChaosProxy>,
): Promise<void> {
  for (const line of lines.values()) line.heal();
  await stack.stop();
  for (const line of lines.values()) await line.stop();
}

/** The part of that name. @throws Error when there is none */
export function partOf(stage: Stage, name: string): Part {
  const found = stage.parts.find((part) => part.name === name);
  if (!found) throw new Error(`There is no ${name}`);
  return found;
}

/** The samples of a process' metrics, by name and labels as they are printed. */
export async function metricsOf(url: string): Promise<ReadonlyMap<string, number>> {
  const response = await fetch(`${url}/metrics`, { headers: { authorization: `Bearer ${METRICS_TOKEN}` } });
  if (!response.ok) throw new Error(`${url}/metrics answers ${String(response.status)}`);
  const lines = (await response.text()).split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  return new Map(
    lines.map((line) => {
      const at = line.lastIndexOf(' ');
      return [line.slice(0, at), Number(line.slice(at + 1))];
    }),
  );
}

/** The sum of all samples of that name, whatever their labels. */
export function sumOf(samples: ReadonlyMap<string, number>, name: string): number {
  let sum = 0;
  for (const [sample, value] of samples) if (sample.split('{')[0] === name) sum += value;
  return sum;
}
