import { afterEach, expect, test } from 'vitest';
import { readConfig } from '../src/config.js';
import { createLogger } from '../src/logger.js';
import { collectTraces } from '../src/testing/index.js';
import {
  currentSpan,
  inSpan,
  isTracing,
  startTracing,
  tracingConfig,
  traceparent,
  type StopTracing,
} from '../src/tracing.js';

const logger = createLogger('test', 'silent');
const config = readConfig(tracingConfig, {});
let stop: StopTracing = () => Promise.resolve();

afterEach(async () => {
  await stop();
});

test('without a collector nothing is recorded, and work runs as it is', async () => {
  stop = await startTracing('test', config, logger);
  const seen = await inSpan('work', { kind: 'internal' }, () =>
    Promise.resolve([isTracing(), traceparent()]),
  );
  expect(seen).toEqual([false, undefined]);
});

test('spans are sent with their parents, their attributes and their faults, across processes too', async () => {
  await using collector = await collectTraces();
  stop = await startTracing('parley-test', { ...config, OTEL_EXPORTER_OTLP_ENDPOINT: collector.url }, logger);
  let header: string | undefined;
  await inSpan('request', { kind: 'server', parent: null, attributes: { route: '/graphql' } }, async () => {
    await inSpan('asks', { kind: 'client' }, () => {
      header = traceparent();
      currentSpan()?.setAttribute('subgraph', 'chat');
      return Promise.resolve();
    });
  });
  expect(header).toMatch(/^00-[\da-f]{32}-[\da-f]{16}-01$/);
  // What a subgraph in another process does with what it is told.
  const fails = inSpan('answers', { kind: 'server', parent: header ?? '' }, () =>
    Promise.reject(new Error('the table is gone')),
  );
  await expect(fails).rejects.toThrow('the table is gone');

  const spans = await collector.until((all) => all.length === 3);
  const [request, asks, answers] = ['request', 'asks', 'answers'].map((name) =>
    spans.find((span) => span.name === name),
  );
  expect(new Set(spans.map(({ traceId }) => traceId)).size).toBe(1);
  expect(request).toMatchObject({ service: 'parley-test', attributes: { route: '/graphql' } });
  expect(request?.parentSpanId).toBeUndefined();
  expect(asks).toMatchObject({ parentSpanId: request?.spanId, attributes: { subgraph: 'chat' } });
  expect(answers).toMatchObject({
    parentSpanId: asks?.spanId,
    status: { code: 2, message: 'Error: the table is gone' },
  });
});

test('a parent that is none begins a trace, and of a thousand none may be recorded', async () => {
  await using collector = await collectTraces();
  const about = { ...config, TRACES_PER_THOUSAND: 0, OTEL_EXPORTER_OTLP_ENDPOINT: `${collector.url}/` };
  stop = await startTracing('parley-test', about, logger);
  const header = await inSpan('request', { kind: 'server', parent: 'nonsense' }, () =>
    Promise.resolve(traceparent()),
  );
  expect(header).toMatch(/-00$/);
});

test('a collector that is away costs nothing but its traces', async () => {
  const away = { ...config, OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:9' };
  stop = await startTracing('parley-test', away, logger);
  const answer = await inSpan('request', { kind: 'server', parent: null }, () => Promise.resolve('answered'));
  expect(answer).toBe('answered');
});
