import { metrics } from '@parley/kit';
import { Counter, Gauge, Histogram } from 'prom-client';

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

/** How often a replica came and went (up, away, silent), or began and ceased to answer badly (failing, sound). */
export const replicaChanges = new Counter({
  name: 'parley_gateway_replica_changes_total',
  help: 'Changes of a replica: up, away, silent, failing, sound.',
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
