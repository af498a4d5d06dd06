import { createLogger, inSpan, startTracing, type StopTracing } from '@parley/kit';
import {
  aViewer,
  callerOf,
  collectTraces,
  throwawayDatabase,
  type CollectedSpan,
  type ThrowawayDatabase,
  type TraceCollector,
} from '@parley/kit/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { httpLink } from '../src/subgraph-link/http.js';
import { allObserved } from '../src/subgraph-link/observed.js';
import { CONFIG, SECRET, TestGateway } from './gateway.js';
import { ServiceProcess } from './service-process.js';

const logger = createLogger('test', 'silent');
let database: ThrowawayDatabase;
let collector: TraceCollector;
let stopTracing: StopTracing;

beforeAll(async () => {
  database = await throwawayDatabase();
  collector = await collectTraces();
  const config = { ...CONFIG, OTEL_EXPORTER_OTLP_ENDPOINT: collector.url };
  stopTracing = await startTracing('parley-gateway', config, logger);
});
afterAll(async () => {
  await stopTracing();
  await collector[Symbol.asyncDispose]();
  await database.drop();
});

const childOf = (spans: readonly CollectedSpan[], parent: CollectedSpan | undefined, name: string) =>
  spans.find((span) => span.name === name && span.parentSpanId === parent?.spanId);

test('a request is a trace: the gateway, what it asks of a subgraph, and what another process does for it', async () => {
  await using service = await ServiceProcess.start({
    DATABASE_URL: database.url,
    PROOF_SECRET: SECRET,
    OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
  });
  const plain = httpLink({ name: 'notes', urls: [service.url], proofSecret: SECRET, logger });
  const link = allObserved(new Map([['notes', plain]])).get('notes');
  const me = callerOf(aViewer());
  await inSpan('POST /notes', { kind: 'server', parent: null }, async () => {
    expect(await link?.execute({ query: '{ me }' }, me, new AbortController().signal)).toEqual({
      data: { me: me.viewer?.id },
    });
  });
  // Two processes tell what they did, each in its own time.
  const spans = await collector.until((all) =>
    ['POST /notes', 'ask notes', 'answer notes'].every((each) => all.some(({ name }) => name === each)),
  );
  const asked = childOf(
    spans,
    spans.find(({ name }) => name === 'POST /notes'),
    'ask notes',
  );
  expect(asked).toMatchObject({ service: 'parley-gateway', attributes: { 'parley.subgraph': 'notes' } });
  expect(childOf(spans, asked, 'answer notes')).toMatchObject({
    service: 'parley-notes',
    traceId: asked?.traceId,
    attributes: { 'parley.request_id': me.requestId },
  });
  await plain.stop();
});

test('the trace names the operation and the request id that stands in the answer', async () => {
  const gateway = await TestGateway.start();
  const token = await gateway.token();
  const { headers } = await gateway.ask(token, 'query Whose { viewer { id } }');
  const requestId = headers.get('x-request-id');
  const found = (span: CollectedSpan): boolean => span.attributes['parley.request_id'] === requestId;
  const spans = await collector.until((all) => all.some(found));
  const request = spans.find(found);
  expect(request).toMatchObject({
    name: 'POST /graphql',
    attributes: {
      'http.route': '/graphql',
      'graphql.operation.name': 'Whose',
      'graphql.operation.type': 'query',
    },
  });
  expect(childOf(spans, request, 'ask identity')).toBeDefined();
  await gateway.stop();
});

test.each([
  ['accept', true],
  ['ignore', false],
] as const)('a trace that a client began: %s', async (TRACES_FROM_CLIENTS, isContinued) => {
  const gateway = await TestGateway.start({ TRACES_FROM_CLIENTS });
  const traceId = isContinued ? 'a'.repeat(32) : 'b'.repeat(32);
  const traceparent = `00-${traceId}-${'c'.repeat(16)}-01`;
  const { headers } = await gateway.post({ query: 'query Ping { __typename }' }, { traceparent });
  const found = (span: CollectedSpan): boolean =>
    span.attributes['parley.request_id'] === headers.get('x-request-id');
  const spans = await collector.until((all) => all.some(found));
  expect(spans.find(found)?.traceId === traceId).toBe(isContinued);
  await gateway.stop();
});
