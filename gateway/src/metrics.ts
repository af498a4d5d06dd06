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
