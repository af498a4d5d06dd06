import { PROOF_HEADER, signProof, systemCaller, type Caller, type Logger } from '@parley/kit';
import { errors, Pool } from 'undici';
import { Line, type LinePayload, type LineStream } from './line.js';
import type { Target } from './targets.js';

/** A call to a subgraph over HTTP. */
export interface Question {
  readonly path: '/graphql' | '/grants';
  readonly body: object;
  readonly caller: Caller;
  /** It changes nothing, so that it may be asked again of another replica when it is unknown what became of it. */
  readonly repeatable: boolean;
}

/** What became of a question: answered, surely not taken, or nobody knows. */
export type Outcome = { readonly answer: unknown } | { readonly failure: 'untaken' | 'unknown' | 'refused' };

interface ReplicaOptions {
  readonly subgraph: string;
  readonly target: Target;
  readonly proofSecret: string;
  readonly logger: Logger;
  /** Called while an answer is late: whether anybody is there is found out for all replicas at once. */
  readonly onLate: () => void;
}

/** `away`: it refused, broke off or said that it stops. `silent`: it takes connections and says nothing. */
type State = 'up' | 'away' | 'silent';

const CONNECTIONS = 32;
const CONNECT_MS = 1_000;
const ANSWER_MS = 10_000;
const READY_MS = 1_500;
/** An answer that is later than this makes us ask whether anybody is there … */
const LATE_MS = 700;
/** … which is answered within this, or nobody is: together under the two seconds in which callers are told. */
const PROBE_MS = 1_000;
const PROBE_EVERY_MS = 500;
/** A replica that says that it stops is left alone for as long as it still takes connections. */
const LEAVING_MS = 1_000;
/** Close codes of RFC 6455: going away, service restart. */
const LEAVING_CODES = [1001, 1012];

/** One process of a subgraph: asked over HTTP, followed over one line, left alone while it does not answer. */
export class Replica {
  private readonly pool: Pool;
  /** Questions may fill the pool, so whether anybody is there is asked on a connection of its own. */
  private readonly probes: Pool;
  private readonly running = new Set<AbortController>();
  private line: Line | null = null;
  private state: State = 'up';
  private probing: Promise<boolean> | null = null;
  private timer: NodeJS.Timeout | null = null;
  private stopped = false;

  constructor(private readonly options: ReplicaOptions) {
    const { origin, lookup } = options.target;
    const connect = { timeout: CONNECT_MS, ...(lookup && { lookup }) };
    const timeouts = { headersTimeout: ANSWER_MS, bodyTimeout: ANSWER_MS };
    this.pool = new Pool(origin, { connections: CONNECTIONS, connect, ...timeouts });
    this.probes = new Pool(origin, { connections: 1, connect });
    this.openLine();
  }

  get isUp(): boolean {
    return this.state === 'up';
  }

  get isSilent(): boolean {
    return this.state === 'silent';
  }

  async ask(question: Question, signal: AbortSignal): Promise<Outcome> {
    const attempt = new AbortController();
    const give = (): void => {
      attempt.abort();
    };
    const late = setInterval(this.options.onLate, LATE_MS);
    this.running.add(attempt);
    signal.addEventListener('abort', give, { once: true });
    try {
      if (signal.aborted) return { failure: 'untaken' };
      return await this.post(question, attempt.signal);
    } catch (error) {
      // Whatever broke on the way: refused, reset, timed out, given up, not JSON.
      return this.failed(error, attempt.signal.aborted);
    } finally {
      signal.removeEventListener('abort', give);
      this.running.delete(attempt);
      clearInterval(late);
    }
  }

  /** A stream over the line, which is opened anew where it was lost. */
  follow(payload: LinePayload, next: (answer: unknown) => void): LineStream {
    const late = setTimeout(this.options.onLate, LATE_MS);
    const stream = this.openLine().follow(payload, (answer) => {
      clearTimeout(late);
      next(answer);
    });
    void stream.ended.then(() => {
      clearTimeout(late);
    });
    return stream;
  }

  /** Whether it, and what it stands on, answer. @throws when nobody is there */
  async ready(): Promise<boolean> {
    const signal = AbortSignal.timeout(READY_MS);
    const { statusCode, body } = await this.pool.request({ method: 'GET', path: '/health/ready', signal });
    await body.dump();
    // Whoever says that it is ready is asked again at once, not at the next probe.
    if (statusCode === 200) this.comeBack();
    return statusCode === 200;
  }

  /** Asks whether anybody is there, once for all who want to know. */
  probe(): Promise<boolean> {
    this.probing ??= this.askIfAlive().finally(() => {
      this.probing = null;
    });
    return this.probing;
  }

  async stop(): Promise<void> {
    this.stopped = true;
    this.stopTimer();
    this.line?.stop();
    await Promise.all([this.pool.destroy(), this.probes.destroy()]);
  }

  private async post({ path, body: content, caller }: Question, signal: AbortSignal): Promise<Outcome> {
    const { subgraph, proofSecret } = this.options;
    const body = JSON.stringify(content);
    const headers = {
      'content-type': 'application/json',
      [PROOF_HEADER]: await signProof(proofSecret, { audience: subgraph, caller, body }),
      'x-request-id': caller.requestId,
    };
    const answer = await this.pool.request({ method: 'POST', path, headers, body, signal });
    if (answer.statusCode === 200) return { answer: await answer.body.json() };
    await answer.body.dump();
    if (answer.statusCode !== 503) return { failure: 'refused' };
    this.leave('away', LEAVING_MS);
    return { failure: 'untaken' };
  }

  private failed(error: unknown, givenUp: boolean): Outcome {
    if (givenUp) return { failure: 'unknown' };
    // It is there and works on it, as its probes say; asking another one would only double the work.
    if (isTooLate(error)) return { failure: 'refused' };
    this.leave('away');
    return { failure: neverConnected(error) ? 'untaken' : 'unknown' };
  }

  private async askIfAlive(): Promise<boolean> {
    const giveUp = new AbortController();
    const late = setTimeout(() => {
      // It may be we who were busy: what waits to be read is read before this is decided.
      setImmediate(() => {
        giveUp.abort();
      });
    }, PROBE_MS);
    try {
      const { signal } = giveUp;
      const { body } = await this.probes.request({ method: 'GET', path: '/health/live', signal });
      await body.dump();
      this.comeBack();
      return true;
    } catch {
      // Nobody is there, one way or the other.
      if (giveUp.signal.aborted) this.fallSilent();
      else this.leave('away');
      return false;
    } finally {
      clearTimeout(late);
    }
  }

  /** Nothing that was asked of it will be answered soon: whoever waits is let go. */
  private fallSilent(): void {
    this.leave('silent');
    for (const attempt of this.running) attempt.abort();
    this.line?.end();
  }

  /** From now on others are asked, until it answers a probe. */
  private leave(state: 'away' | 'silent', forMs = PROBE_EVERY_MS): void {
    if (this.stopped) return;
    if (this.state !== state) {
      const { subgraph, target, logger } = this.options;
      logger.warn({ subgraph, replica: target.key, state }, 'a replica does not answer');
    }
    this.state = state;
    // Who asks it again and again must not put off the question whether it is back.
    if (this.timer && forMs === PROBE_EVERY_MS) return;
    this.stopTimer();
    this.timer = setTimeout(() => {
      this.timer = null;
      void this.probe();
    }, forMs).unref();
  }

  private comeBack(): void {
    if (this.stopped || this.state === 'up') return;
    const { subgraph, target, logger } = this.options;
    logger.info({ subgraph, replica: target.key }, 'a replica answers again');
    this.state = 'up';
    this.stopTimer();
    this.openLine();
  }

  private stopTimer(): void {
    if (this.timer) clearTimeout(this.timer);
    this.timer = null;
  }

  private openLine(): Line {
    if (this.line) return this.line;
    const { subgraph, target, proofSecret } = this.options;
    const caller = systemCaller('socket');
    const line = new Line({
      target,
      proof: () => signProof(proofSecret, { audience: subgraph, caller, body: '' }),
      onClose: (code) => {
        if (this.line === line) this.line = null;
        if (!this.isSilent) this.leave('away', LEAVING_CODES.includes(code) ? LEAVING_MS : PROBE_EVERY_MS);
      },
    });
    this.line = line;
    return line;
  }
}

const isTooLate = (error: unknown): boolean =>
  error instanceof errors.HeadersTimeoutError || error instanceof errors.BodyTimeoutError;

/** Whether the connection was never made, so that nothing can have arrived. */
const neverConnected = (error: unknown): boolean =>
  error instanceof errors.ConnectTimeoutError || (error as NodeJS.ErrnoException).syscall === 'connect';
