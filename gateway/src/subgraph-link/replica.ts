import { Agent, type ClientRequest } from 'node:http';
import {
  fitsWire,
  PROOF_HEADER,
  requestLine,
  systemCaller,
  type Caller,
  type Logger,
  type ProofSigner,
  type WireQuestion,
} from '@parley/kit';
import { Pool } from 'undici';
import { replicaChanges } from '../metrics.js';
import { Breaker, type BreakerState } from './breaker.js';
import { Exchange, type Failure, type Reply } from './exchange.js';
import { isTimeout, neverSent } from './failures.js';
import { handOn, type HandedOn, type HandOnOutcome } from './hand-on.js';
import type { InFlight } from './in-flight.js';
import { Line, type LinePayload, type LineStream } from './line.js';
import { Presence } from './presence.js';
import type { Outcome, Question } from './question.js';
import { CONNECT_MS, type Target } from './targets.js';
import { Wire } from './wire.js';

/** What the replicas of a subgraph have in common. */
export interface ReplicaOptions {
  readonly subgraph: string;
  readonly signer: ProofSigner;
  readonly logger: Logger;
  readonly timeoutMs: number;
  readonly inFlight: InFlight;
}

const CONNECTIONS = 32;
/** How often is looked whose time is up. */
const SWEEP_MS = 50;
/** An answer that is later than this makes us ask whether anybody is there. */
const LATE_MS = 500;
/** Close codes of RFC 6455: going away, service restart. */
const LEAVING_CODES = [1001, 1012];

/** One process of a subgraph: asked over a wire or HTTP, followed over one line, left alone while it does not answer. */
export class Replica {
  private readonly pool: Pool;
  private readonly wire: Wire;
  private readonly presence: Presence;
  private readonly breaker: Breaker;
  /** In the order in which they were asked. */
  private readonly running = new Set<Exchange>();
  private readonly sweeping: NodeJS.Timeout;
  private readonly agent = new Agent({ keepAlive: true, maxFreeSockets: CONNECTIONS });
  private readonly streams = new Set<ClientRequest>();
  private line: Line | null = null;
  private stopped = false;
  private probedAt = 0;

  /** @param onLate told while an answer is late: whether anybody is there is found out for all replicas at once */
  constructor(
    private readonly options: ReplicaOptions,
    private readonly target: Target,
    private readonly onLate: () => void,
  ) {
    const { origin, lookup } = target;
    const connect = { timeout: CONNECT_MS, ...(lookup && { lookup }) };
    // Whose time is up is found by the sweep, for all questions with one timer.
    const untimed = { headersTimeout: 0, bodyTimeout: 0 };
    this.pool = new Pool(origin, { connections: CONNECTIONS, pipelining: 1, connect, ...untimed });
    const { subgraph, logger, signer } = options;
    this.wire = new Wire({
      target,
      proof: () => signer.sign({ audience: subgraph, caller: systemCaller('wire'), body: '' }),
    });
    const onSilent = (): void => {
      this.letGo();
    };
    const onBack = (): void => {
      this.breaker.renew();
      this.openLine();
    };
    this.presence = new Presence({ subgraph, target, logger, onSilent, onBack });
    this.breaker = new Breaker((state) => {
      this.tellBreaker(state);
    });
    this.sweeping = setInterval(() => {
      this.sweep();
    }, SWEEP_MS).unref();
    this.openLine();
  }

  get isUp(): boolean {
    return this.presence.state === 'up';
  }

  get isSilent(): boolean {
    return this.presence.state === 'silent';
  }

  /** It is there, and answers well. */
  get isSound(): boolean {
    return this.presence.state === 'up' && this.breaker.state === 'closed';
  }

  /** It is there, and answered badly: the next question decides whether it is asked again. */
  get isOnTrial(): boolean {
    return this.presence.state === 'up' && this.breaker.state !== 'closed' && this.breaker.admits;
  }

  /** It may be back. */
  get isWorthTrying(): boolean {
    return this.presence.state === 'away' && this.breaker.admits;
  }

  /** It stops, and may not take what is sent at the moment in which it closes: asked where there is nobody else. */
  get isLeaving(): boolean {
    return this.presence.state === 'leaving' && this.breaker.admits;
  }

  /** @throws AppError UNAVAILABLE when too much waits already */
  async ask(question: Question, signal: AbortSignal): Promise<Outcome> {
    if (signal.aborted) return { failure: 'untaken' };
    const { path, body, caller } = question;
    const bytes = typeof body === 'string' ? Buffer.from(body) : body;
    const { inFlight, signer, subgraph } = this.options;
    inFlight.enter(bytes.length);
    const era = this.breaker.enter();
    const exchange = new Exchange(() => {
      inFlight.leave(bytes.length);
    });
    const unwanted = (): void => {
      exchange.giveUp('unwanted');
    };
    signal.addEventListener('abort', unwanted, { once: true });
    this.running.add(exchange);
    this.send(
      path,
      { proof: signer.sign({ audience: subgraph, caller, body: bytes }), body: bytes },
      exchange,
    );
    const outcome = await exchange.outcome;
    signal.removeEventListener('abort', unwanted);
    this.running.delete(exchange);
    if ('status' in outcome) return this.judged(outcome, era);
    return { failure: this.failed(outcome, era, exchange, signal) };
  }

  private send(path: Question['path'], question: WireQuestion, exchange: Exchange): void {
    if (path === '/graphql' && fitsWire(question) && this.wire.isOpen) {
      this.wire.ask(question, exchange);
      return;
    }
    const { proof, body } = question;
    const headers = { 'content-type': 'application/json', [PROOF_HEADER]: proof };
    this.pool.dispatch({ method: 'POST', path, headers, body }, exchange);
  }

  /** Hands a request on as it is; its length says nothing of how well it is answered, so that nothing is judged by it. */
  async handOn(handedOn: HandedOn, caller: Caller): Promise<HandOnOutcome> {
    const { signer, subgraph } = this.options;
    const { method = '', url = '' } = handedOn.request;
    const proof = signer.sign({ audience: subgraph, caller, body: requestLine(method, url) });
    const onBegan = (upstream: ClientRequest): void => {
      this.streams.add(upstream);
      upstream.once('close', () => {
        this.streams.delete(upstream);
      });
    };
    const outcome = await handOn(handedOn, { target: this.target, agent: this.agent, proof, onBegan });
    if (outcome !== 'answered') this.presence.leave('away');
    return outcome;
  }

  /** A stream over the line, which is opened anew where it was lost. */
  follow(payload: LinePayload, next: (answer: unknown) => void): LineStream {
    const late = setTimeout(this.onLate, LATE_MS);
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
  ready(): Promise<boolean> {
    return this.presence.ready();
  }

  /** Asks whether anybody is there. */
  probe(): Promise<boolean> {
    return this.presence.probe();
  }

  async stop(): Promise<void> {
    this.stopped = true;
    clearInterval(this.sweeping);
    this.line?.stop();
    this.wire.stop();
    this.agent.destroy();
    await Promise.all([this.pool.destroy(), this.presence.stop()]);
  }

  private judged(reply: Reply, era: number): Outcome {
    if (reply.status === 503) {
      this.breaker.unknown(era);
      this.presence.leave('leaving');
      return { failure: 'untaken' };
    }
    if (reply.status > 500 || reply.status === 500) this.breaker.failed(era);
    else this.breaker.succeeded(era);
    return reply.status === 200 ? reply : { failure: 'refused' };
  }

  private failed(
    failure: Failure,
    era: number,
    { since }: Exchange,
    { reason }: AbortSignal,
  ): 'untaken' | 'unknown' | 'late' {
    if ('error' in failure) return this.broke(failure.error, era);
    const { givenUp } = failure;
    const waited = performance.now() - since;
    // Whoever asked may have had little time left, which says nothing of the replica.
    const isTimeUp = isTimeout(reason) && waited >= this.options.timeoutMs / 2;
    if (givenUp === 'late' || (givenUp === 'unwanted' && isTimeUp)) this.breaker.failed(era);
    else this.breaker.unknown(era);
    // One that is late is there and works on it, as its probes say: asking another would only double the work.
    return givenUp === 'late' ? 'late' : 'unknown';
  }

  private broke(error: Error, era: number): 'untaken' | 'unknown' {
    this.presence.leave('away');
    if (neverSent(error)) {
      this.breaker.unknown(era);
      return 'untaken';
    }
    this.breaker.failed(era);
    return 'unknown';
  }

  /** Nothing that was asked of it will be answered soon: whoever waits is let go. */
  private letGo(): void {
    for (const exchange of this.running) exchange.giveUp('silent');
    for (const upstream of this.streams) upstream.destroy(new Error('Nobody is there'));
    this.line?.end();
    this.wire.cut();
  }

  private sweep(): void {
    const now = performance.now();
    for (const exchange of this.running) {
      const waited = now - exchange.since;
      if (waited >= LATE_MS && now - this.probedAt >= LATE_MS) {
        this.probedAt = now;
        this.onLate();
      }
      if (waited < this.options.timeoutMs) return;
      // It may be we who were busy: what waits to be read is read before this is decided.
      setImmediate(() => {
        exchange.giveUp('late');
      });
    }
  }

  private tellBreaker(state: BreakerState): void {
    const { subgraph, logger } = this.options;
    const labels = { subgraph, replica: this.target.key };
    if (state === 'trying') return;
    replicaChanges.inc({ ...labels, state: state === 'open' ? 'failing' : 'sound' });
    if (state === 'open') logger.warn(labels, 'a replica answers badly and is left alone');
    else logger.info(labels, 'a replica answers well again');
  }

  private openLine(): Line {
    if (this.line) return this.line;
    const { subgraph, signer } = this.options;
    const caller = systemCaller('socket');
    const line = new Line({
      target: this.target,
      proof: () => signer.sign({ audience: subgraph, caller, body: '' }),
      onClose: (code) => {
        if (this.line === line) this.line = null;
        if (this.stopped || this.isSilent) return;
        if (LEAVING_CODES.includes(code)) this.presence.leave('leaving');
        else this.presence.leave('away');
      },
    });
    this.line = line;
    return line;
  }
}
