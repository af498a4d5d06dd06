import { metrics } from '@parley/kit';
import { Counter, Gauge, Histogram } from 'prom-client';
import type { HubLoad } from './subscriptions/hub.js';

const registers = [metrics];

/** Time from a request's head to the end of its answer. */
export const requestSeconds = new Histogram({
  name: 'parley_gateway_request_seconds',
  help: 'Time to answer one HTTP request.',
  labelNames: ['route', 'status'],
  buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
  registers,
});

/** Live connections now. */
export const openSockets = new Gauge({
  name: 'parley_gateway_sockets',
  help: 'Open WebSockets.',
  registers,
});

/** Answers of subscriptions. */
export const deliveries = new Counter({
  name: 'parley_gateway_deliveries_total',
  help: 'Events delivered to subscribers.',
  registers,
});

/** Subscriptions that are open now, over whatever protocol. */
export const openSubscriptions = new Gauge({
  name: 'parley_gateway_subscriptions',
  help: 'Open subscriptions.',
  registers,
});

/** Streams that are executed once for all who follow them. */
export const sharedStreams = new Gauge({
  name: 'parley_gateway_shared_streams',
  help: 'Streams shared by their followers.',
  registers,
});

/** Events that were executed, however many they were delivered to. */
export const executions = new Counter({
  name: 'parley_gateway_executions_total',
  help: 'Events of subscriptions executed.',
  registers,
});

/** Which processes of subgraphs are asked. */
export const replicasUp = new Gauge({
  name: 'parley_gateway_replica_up',
  help: 'Whether a replica of a subgraph answers: 1, or 0 while others are asked.',
  labelNames: ['subgraph', 'replica'],
  registers,
});

/** How often a replica came and went (up, away, leaving, silent), or began and ceased to answer badly (failing, sound). */
export const replicaChanges = new Counter({
  name: 'parley_gateway_replica_changes_total',
  help: 'Changes of a replica: up, away, leaving, silent, failing, sound.',
  labelNames: ['subgraph', 'replica', 'state'],
  registers,
});

/** Questions that a subgraph did not answer. */
export const unanswered = new Counter({
  name: 'parley_gateway_unanswered_total',
  help: 'Questions without an answer: nobody there (away), too late, left alone for its faults (failing), no room (full).',
  labelNames: ['subgraph', 'because'],
  registers,
});

/** How long subgraphs take to answer, as the gateway sees it: with its waiting, signing and reading. */
export const subgraphSeconds = new Histogram({
  name: 'parley_gateway_subgraph_seconds',
  help: 'Time until a subgraph has answered: with data alone (ok), with errors, or not at all (unanswered).',
  labelNames: ['subgraph', 'outcome'],
  buckets: [0.001, 0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
  registers,
});

/** What callers asked for and what it came to: the difference was given back. */
export const costPoints = new Counter({
  name: 'parley_gateway_cost_points_total',
  help: 'Points of operations: requested before they ran, spent by what was found.',
  labelNames: ['state'],
  registers,
});

/** Operations that were not let in. */
export const refusals = new Counter({
  name: 'parley_gateway_refusals_total',
  help: 'Operations refused before they ran, by the code of the refusal.',
  labelNames: ['code'],
  registers,
});

const caches = new Counter({
  name: 'parley_gateway_cache_total',
  help: 'What was asked of a cache: prepared documents, answers of identity about credentials; hit or miss.',
  labelNames: ['cache', 'outcome'],
  registers,
});

/** How often a cache had what was asked of it. */
export const cacheUse = (cache: 'documents' | 'credentials') => {
  const [hit, miss] = [caches.labels(cache, 'hit'), caches.labels(cache, 'miss')];
  return (isHit: boolean): void => {
    (isHit ? hit : miss).inc();
  };
};

/** Requests that are being answered; event streams are among them for as long as they run. */
export const runningRequests = new Gauge({
  name: 'parley_gateway_running_requests',
  help: 'HTTP requests being answered.',
  registers,
});

/** What was written to sockets and not yet taken by their other side. */
export const socketBacklog = new Gauge({
  name: 'parley_gateway_socket_backlog_bytes',
  help: 'Bytes that wait in WebSockets.',
  registers,
});

/** Sockets whose streams wait until the client reads on. */
export const fullSockets = new Gauge({
  name: 'parley_gateway_full_sockets',
  help: 'WebSockets that take nothing more for now.',
  registers,
});

/** Notes how much there is to do at this moment; asked when the numbers are read. */
export function noteLoad(sockets: HubLoad, requests: number): void {
  openSockets.set(sockets.sockets);
  socketBacklog.set(sockets.waitingBytes);
  fullSockets.set(sockets.full);
  runningRequests.set(requests);
}
