import { setTimeout as delay } from 'node:timers/promises';
import { inOrder, NEEDS_VIEWER, stoppable, type Caller, type ExecutionAnswer } from '@parley/kit';
import { codeOf } from '../errors.js';
import type { Executor } from '../executor.js';
import { executions } from '../metrics.js';
import { Refused, type Operation } from '../operation.js';
import { callerFor } from '../subgraph-link/ask.js';
import { isBehind } from '../subgraph-link/follow.js';
import type { SubgraphLink } from '../subgraph-link/link.js';
import { NeedsViewer, payloadOf, refuseNeedy, type Entry } from './entry.js';
import type { Source } from './source.js';

/** What is followed, by whom it is executed, and from where. */
export interface Upstream {
  readonly executor: Executor;
  readonly link: SubgraphLink;
  readonly operation: Operation;
  readonly source: Source;
  readonly caller: Caller;
  readonly after: string | null;
}

type Entries = AsyncGenerator<Entry, void, undefined>;
type Answers = AsyncGenerator<ExecutionAnswer, void, undefined>;

/** For how long a subgraph may be away before those who follow are told. */
const GRACE_MS = 2_000;
const AGAIN_MS = { least: 50, most: 500 };
const NOTHING = Buffer.alloc(0);

/**
 * The answers of a subscription in order, completed by the other subgraphs, several at once. A lost upstream is opened
 * again after the last cursor, on whatever replica answers, without anyone noticing but by the delay.
 * @throws Refused when the subscription was not, or is no longer, possible; NeedsViewer when a shared caller will not do
 */
export function entriesOf(upstream: Upstream): Entries {
  const stopped = new AbortController();
  const { signal } = stopped;
  const answers = stoppableBy(signal, (ended) => resumed(upstream, ended));
  return stoppable(
    inOrder(answers, (answer) => entryOf(upstream, answer as ExecutionAnswer), signal),
    stopped,
  );
}

/** A generator that hears return() while it waits. */
function stoppableBy(signal: AbortSignal, make: (signal: AbortSignal) => Answers): Answers {
  const stopped = new AbortController();
  signal.addEventListener('abort', () => {
    stopped.abort();
  });
  return stoppable(make(stopped.signal), stopped);
}

async function* resumed({ link, operation, source, caller, after }: Upstream, signal: AbortSignal): Answers {
  let cursor = after;
  let lostAt: number | null = null;
  for (let attempt = 0; !signal.aborted; attempt += 1) {
    const request = source.request(operation.variables, cursor);
    const opened = link.subscribe(request, callerFor(link.name, caller));
    const leave = (): void => void opened.return();
    signal.addEventListener('abort', leave, { once: true });
    let lost: ExecutionAnswer | null = null;
    for await (const answer of opened) {
      if (isRefusal(answer)) lost = lossOf(answer, source);
      if (lost) break;
      [lostAt, attempt] = [null, 0];
      cursor = answer.extensions?.live?.cursor ?? cursor;
      yield answer;
    }
    signal.removeEventListener('abort', leave);
    if (!lost) return;
    if (isBehind(lost)) continue;
    lostAt ??= Date.now();
    if (Date.now() - lostAt > GRACE_MS) throw new Refused(lost.errors ?? []);
    const wait = Math.min(AGAIN_MS.most, AGAIN_MS.least * 2 ** attempt) * (0.5 + Math.random() / 2);
    // Waiting is cut short by rejecting: nobody follows any more.
    await delay(wait, undefined, { signal }).catch(() => undefined);
  }
}

/** An answer without data is no event: the subgraph refused, or its stream broke. */
const isRefusal = ({ data, extensions }: ExecutionAnswer): boolean => data === undefined && !extensions?.live;

/** The answer, when it only says that the connection was lost. @throws Refused or NeedsViewer when it says more */
function lossOf(answer: ExecutionAnswer, { subgraph }: Source): ExecutionAnswer {
  const codes = (answer.errors ?? []).map(codeOf);
  if (codes.includes(NEEDS_VIEWER)) throw new NeedsViewer(`A subscription of ${subgraph}`);
  if (codes.some((code) => code !== 'UNAVAILABLE')) throw new Refused(answer.errors ?? []);
  return answer;
}

async function entryOf({ executor, operation, caller }: Upstream, answer: ExecutionAnswer): Promise<Entry> {
  const mark = answer.extensions?.live ?? null;
  if (answer.data === undefined) return { payload: NOTHING, mark };
  executions.inc();
  if (caller.shared) refuseNeedy(answer);
  const { data, errors } = answer;
  const completed = await executor.complete(operation, { data, ...(errors && { errors }) }, caller);
  if (caller.shared) refuseNeedy(completed);
  return { payload: payloadOf(executor.present(completed, caller)), mark };
}
