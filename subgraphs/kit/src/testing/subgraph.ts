import { randomUUID } from 'node:crypto';
import type { ExecutionAnswer } from '../execute.js';
import type { Feed } from '../feed.js';
import { stoppable } from '../follow.js';
import { createLogger } from '../logger.js';
import type { Bus } from '../bus.js';
import type { Runtime } from '../runtime.js';
import { startSubgraph } from '../start.js';
import type { SubgraphDefinition } from '../subgraph.js';
import type { Caller, Viewer } from '../viewer.js';
import { throwawayDatabase } from './database.js';

/** A subgraph on a database of its own, without a gateway. */
export interface TestSubgraph {
  readonly runtime: Runtime;
  stop(): Promise<void>;
}

/** What a test decides of how a subgraph is started. */
export interface TestStart {
  readonly feeds?: Readonly<Record<string, Feed>>;
  readonly bus?: Bus;
  /** Whether a consumer of the subgraph's own log runs; without it nothing is read in the background. */
  readonly readsOwnLog?: boolean;
}

/** Starts a subgraph for tests; unforeseen errors are written to standard error. */
export async function testSubgraph(
  definition: SubgraphDefinition,
  options: TestStart = {},
): Promise<TestSubgraph> {
  const database = await throwawayDatabase();
  const runtime = await startSubgraph(definition, {
    databaseUrl: database.url,
    logger: createLogger(definition.name, 'error'),
    readsOwnLog: false,
    ...options,
  });
  return {
    runtime,
    async stop() {
      await runtime.stop();
      await database.drop();
    },
  };
}

/** A caller as the gateway would vouch for it. */
export const callerOf = (viewer: Viewer | null, overrides: Partial<Caller> = {}): Caller => ({
  viewer,
  client: { ip: '127.0.0.1', userAgent: 'test', refreshToken: null },
  internal: false,
  requestId: randomUUID(),
  ...overrides,
});

/** A staff member of an organisation, with whatever the test changes. */
export const aViewer = (overrides: Partial<Viewer> = {}): Viewer => ({
  id: 'user_00000000000000000000000001',
  organizationId: 'organization_00000000000000000000000001',
  sessionId: null,
  kind: 'user',
  permissions: [],
  roles: [],
  departmentIds: [],
  teamIds: [],
  country: null,
  region: 'eu',
  grants: [],
  scopes: null,
  endsAt: null,
  ...overrides,
});

/** An answer as a client sees it; data is untyped because tests assert whole values. */
export interface TestAnswer {
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- tests read any shape and compare whole values
  readonly data: any;
  readonly errors?: ExecutionAnswer['errors'];
  readonly extensions?: ExecutionAnswer['extensions'];
}

/** A live stream, typed as if it never ended: a test that reads past its end fails by that. */
export interface TestStream extends AsyncIterable<TestAnswer> {
  next(): Promise<{ readonly value: TestAnswer; readonly done?: boolean }>;
  return(): Promise<unknown>;
}

const plain = (answer: ExecutionAnswer): TestAnswer => JSON.parse(JSON.stringify(answer)) as TestAnswer;

/** Passes answers on; leaving ends the wait of the source, which a plain async generator would not. */
function plainly(source: ReturnType<Runtime['subscribe']>): TestStream {
  const stopped = new AbortController();
  stopped.signal.addEventListener('abort', () => void source.return(), { once: true });
  const answers = async function* () {
    for await (const answer of source) yield plain(answer);
  };
  return stoppable(answers(), stopped) as unknown as TestStream;
}

/** Speaks the API as that viewer; null is nobody. */
export const asViewer = (test: TestSubgraph, viewer: Viewer | null, overrides: Partial<Caller> = {}) => ({
  async run(query: string, variables: Record<string, unknown> = {}): Promise<TestAnswer> {
    return plain(await test.runtime.execute({ query, variables }, callerOf(viewer, overrides)));
  },
  follow(query: string, variables: Record<string, unknown> = {}): TestStream {
    return plainly(test.runtime.subscribe({ query, variables }, callerOf(viewer, overrides)));
  },
});

/**
 * Runs `work` and tells how many SQL statements it took, transaction brackets included; not what else runs meanwhile.
 * @throws Error naming the statements when it is not the number promised
 */
export async function expectQueries<T>(
  test: TestSubgraph,
  promised: number,
  work: () => Promise<T>,
): Promise<T> {
  const { result, taken, list } = await counted(test, work);
  if (taken === promised) return result;
  throw new Error(`${String(taken)} statements were run, ${String(promised)} were promised:\n${list}`);
}

/**
 * Runs `work` where branches of an operation go side by side: whether two of them ask for the same people in one
 * statement or in two depends on which is answered first, so that only the most there can be is promised.
 * @throws Error naming the statements when there were more
 */
export async function expectAtMost<T>(test: TestSubgraph, most: number, work: () => Promise<T>): Promise<T> {
  const { result, taken, list } = await counted(test, work);
  if (taken <= most) return result;
  throw new Error(`${String(taken)} statements were run, at most ${String(most)} were promised:\n${list}`);
}

async function counted<T>(test: TestSubgraph, work: () => Promise<T>) {
  const { result, list: run } = await test.runtime.database.statements.during(work);
  const taken = run.length;
  const list = run
    .slice(-60)
    .map((query) => query.replaceAll(/\s+/g, ' ').slice(0, 160))
    .join('\n');
  return { result, taken, list };
}
