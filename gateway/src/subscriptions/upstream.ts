import { setTimeout as delay } from 'node:timers/promises';
import { inOrder, NEEDS_VIEWER, stoppable, type Caller, type ExecutionAnswer } from '@parley/kit';
import type { GraphQLError } from 'graphql';
import { codeOf } from '../errors.js';
import { renderAnswer, type Executor } from '../executor.js';
import { executions } from '../metrics.js';
import { Refused, type Operation } from '../operation.js';
import { callerFor } from '../subgraph-link/ask.js';
import { isBehind } from '../subgraph-link/follow.js';
import type { SubgraphLink } from '../subgraph-link/link.js';
import { NeedsViewer, refuseNeedy, type Entry } from './entry.js';
import type { Source } from './source.js';

/** What is followed, by whom it is executed, and from where. */
export interface Upstream {
  readonly executor: Executor;
  readonly link: SubgraphLink;
  readonly operation: Operation;
  readonly source: Source;
  readonly caller: Caller;
  readonly after: string | null;
  /** `settling` resolves when those whom news of accounts concern are gone; null when there are none. */
  readonly watch: { readonly settling: Promise<void> | null };
}

type Entries = AsyncGenerator<Entry, void, undefined>;

/** For how long a subgraph may be away before those who follow are told. */
const GRACE_MS = 2_000;
const AGAIN_MS = { least: 50, most: 500 };
const NOTHING = Buffer.alloc(0);

/** The upstream was lost, or an event could not be executed because something is away: it goes on from the last cursor. */
class Lost extends Error {
  constructor(readonly answer: ExecutionAnswer) {
    super('The upstream was lost');
  }
}

/**
 * The answers of a subscription in order, completed by the other subgraphs, several at once. A lost upstream is opened
 * again after the last cursor, on whatever replica answers, without anyone noticing but by the delay; so is one whose
 * event could not be executed, for an event is delivered or comes again, it is never passed over.
 * @throws Refused when the subscription was not, or is no longer, possible; NeedsViewer when a shared caller will not do
 */
export function entriesOf(upstream: Upstream): Entries {
  const stopped = new AbortController();
  return stoppable(resumed(upstream, stopped.signal), stopped);
}

async function* resumed(upstream: Upstream, signal: AbortSignal): Entries {
  const { link, operation, source, caller } = upstream;
  let cursor = upstream.after;
  let lostAt: number | null = null;
  for (let attempt = 0; !signal.aborted; attempt += 1) {
    const opened = link.subscribe(source.request(operation.variables, cursor), callerFor(link.name, caller));
    const entries = inOrder(opened, (answer) => entryOf(upstream, answer as ExecutionAnswer), signal);
    try {
      for await (const entry of entries) {
        [lostAt, attempt] = [null, 0];
        cursor = entry.mark?.cursor ?? cursor;
        yield entry;
      }
      return;
    } catch (error) {
      // Only what was lost can be gone on with; everything else ends the stream.
      if (!(error instanceof Lost)) throw error;
      if (isBehind(error.answer)) continue;
      lostAt ??= Date.now();
      if (Date.now() - lostAt > GRACE_MS) throw new Refused(error.answer.errors ?? []);
    }
    const wait = Math.min(AGAIN_MS.most, AGAIN_MS.least * 2 ** attempt) * (0.5 + Math.random() / 2);
    // Waiting is cut short by rejecting: nobody follows any more.
    await delay(wait, undefined, { signal }).catch(() => undefined);
  }
}

async function entryOf(upstream: Upstream, answer: ExecutionAnswer): Promise<Entry> {
  const { executor, operation, caller } = upstream;
  const mark = answer.extensions?.live ?? null;
  if (answer.data === undefined && mark) return { payload: NOTHING, mark };
  const { data, errors } = answer;
  if (!data) refuseEmpty(upstream, errors, data === undefined);
  if (caller.shared) refuseNeedy(errors);
  executions.inc();
  const completed = await executor.complete(operation, { data, ...(errors && { errors }) }, caller);
  if (caller.shared) refuseNeedy(completed.errors);
  const isUndone = completed.data === null;
  if (isUndone || completed.data === 'null') refuseEmpty(upstream, completed.errors, isUndone);
  const payload = Buffer.from(renderAnswer(executor.present(completed, caller)));
  // What was written after somebody lost their rights is sent when they are gone, and not before.
  if (upstream.watch.settling) await upstream.watch.settling;
  return { payload, mark };
}

/**
 * An answer without data is no event: the subgraph refused, or its stream broke; nor is one that is empty because
 * something is away. @param isUndone nothing was executed @throws Lost, Refused or NeedsViewer
 */
function refuseEmpty({ source }: Upstream, errors: readonly GraphQLError[] = [], isUndone: boolean): void {
  const codes = errors.map(codeOf);
  const isAway = codes.every((code) => code === 'UNAVAILABLE');
  if (isUndone && codes.includes(NEEDS_VIEWER)) throw new NeedsViewer(`A subscription of ${source.subgraph}`);
  if (isAway) throw new Lost({ errors });
  if (isUndone) throw new Refused(errors);
}
