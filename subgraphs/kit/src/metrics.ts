import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from 'prom-client';

/** Everything this process counts, in Prometheus' format. https://prometheus.io/docs/instrumenting/exposition_formats/ */
export const metrics = new Registry();

collectDefaultMetrics({ register: metrics });

const registers = [metrics];

export const operationSeconds = new Histogram({
  name: 'parley_subgraph_operation_seconds',
  help: 'Time to execute one operation in a subgraph.',
  labelNames: ['subgraph', 'outcome'],
  buckets: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
  registers,
});

export const eventsAppended = new Counter({
  name: 'parley_log_events_total',
  help: 'Events appended to the durable log and committed.',
  labelNames: ['subgraph', 'kind'],
  registers,
});

export const followers = new Gauge({
  name: 'parley_log_followers',
  help: 'Open live streams.',
  labelNames: ['subgraph'],
  registers,
});

export const busFaults = new Counter({
  name: 'parley_bus_faults_total',
  help: 'Wake-ups that could not be sent; followers find the events by polling.',
  registers,
});

export const consumerEvents = new Counter({
  name: 'parley_consumer_events_total',
  help: 'Events of other subgraphs taken in.',
  labelNames: ['consumer'],
  registers,
});

export const deadLetters = new Counter({
  name: 'parley_consumer_dead_letters_total',
  help: 'Events set aside by a consumer: failed, waiting behind a failed one, taken in after all, or discarded.',
  labelNames: ['consumer', 'outcome'],
  registers,
});

export const consumerBehind = new Gauge({
  name: 'parley_consumer_behind_seconds',
  help: 'Age of the newest event that was taken in last; 0 when nothing was left to take.',
  labelNames: ['consumer'],
  registers,
});

const poolConnections = new Gauge({
  name: 'parley_database_connections',
  help: 'Connections of the pool, busy or idle.',
  labelNames: ['subgraph', 'state'],
  registers,
});

const poolWaiting = new Gauge({
  name: 'parley_database_waiting',
  help: 'Statements that wait for a connection of the pool.',
  labelNames: ['subgraph'],
  registers,
});

/** What node-postgres tells of a pool. */
export interface PoolLoad {
  readonly totalCount: number;
  readonly idleCount: number;
  readonly waitingCount: number;
}

const POOL_LOOK_MS = 1_000;

/** Notes once a second how busy a subgraph's pool of connections is, until the returned function is called. */
export function watchPool(subgraph: string, pool: PoolLoad): () => void {
  const timer = setInterval(() => {
    const { totalCount, idleCount, waitingCount } = pool;
    poolConnections.set({ subgraph, state: 'busy' }, totalCount - idleCount);
    poolConnections.set({ subgraph, state: 'idle' }, idleCount);
    poolWaiting.set({ subgraph }, waitingCount);
  }, POOL_LOOK_MS).unref();
  return () => {
    clearInterval(timer);
  };
}
