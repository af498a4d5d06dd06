import {
  context,
  type Attributes,
  type Context,
  ROOT_CONTEXT,
  type Span,
  SpanKind,
  SpanStatusCode,
  trace,
  TraceFlags,
} from '@opentelemetry/api';
import { integer, oneOf, url, type Config, type ConfigShape } from './config.js';

/** Traces are sent to a collector that speaks OTLP over HTTP, and only when one is named. */
export const tracingConfig = {
  /** The collector's address, to which /v1/traces is added. https://opentelemetry.io/docs/specs/otlp/ */
  OTEL_EXPORTER_OTLP_ENDPOINT: url(['http:', 'https:']).optional(),
  /** How many of a thousand requests are traced; each with all that it asks of subgraphs. */
  TRACES_PER_THOUSAND: integer({ min: 0, max: 1_000 }, 1_000),
  /** Whether a trace that a client began (the header traceparent) is continued; off, everybody begins their own. */
  TRACES_FROM_CLIENTS: oneOf(['accept', 'ignore'], 'ignore'),
} satisfies ConfigShape;

/** The little of a logger that is needed here; loggers themselves name the trace they write in. */
interface Notices {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
}

/** Sends what is left and stops. */
export type StopTracing = () => Promise<void>;

/** The W3C header by which one process tells another which trace it works for. https://www.w3.org/TR/trace-context/ */
const TRACEPARENT = /^00-([\da-f]{32})-([\da-f]{16})-([\da-f]{2})$/;
const EXPORT_EVERY_MS = 1_000;
/** So long a collector may take, and so long its absence may keep a process that stops. */
const EXPORT_MS = 1_000;

let isOn = false;

/** Whether spans are recorded in this process: where not, nothing is made of them. */
export const isTracing = (): boolean => isOn;

/**
 * Begins to record spans and to send them once a second; does nothing when no collector is named. The SDK is loaded
 * only then, so that whoever traces nothing pays nothing. A collector that is away costs its traces, never a request.
 * @param service the process's name in traces, such as `parley-chat`
 */
export async function startTracing(
  service: string,
  config: Config<typeof tracingConfig>,
  logger: Notices,
): Promise<StopTracing> {
  const endpoint = config.OTEL_EXPORTER_OTLP_ENDPOINT;
  if (!endpoint) return () => Promise.resolve();
  const [sdk, { resourceFromAttributes }, { OTLPTraceExporter }, { AsyncLocalStorageContextManager }] =
    await Promise.all([
      import('@opentelemetry/sdk-trace'),
      import('@opentelemetry/resources'),
      import('@opentelemetry/exporter-trace-otlp-http'),
      import('@opentelemetry/context-async-hooks'),
    ]);
  const address = new URL('v1/traces', endpoint.endsWith('/') ? endpoint : `${endpoint}/`).href;
  const ratio = new sdk.TraceIdRatioBasedSampler(config.TRACES_PER_THOUSAND / 1_000);
  const provider = new sdk.TracerProvider({
    resource: resourceFromAttributes({ 'service.name': service }),
    sampler: new sdk.ParentBasedSampler({ root: ratio }),
    spanProcessors: [
      new sdk.BatchSpanProcessor({
        exporter: new OTLPTraceExporter({ url: address, timeoutMillis: EXPORT_MS }),
        scheduledDelayMillis: EXPORT_EVERY_MS,
      }),
    ],
  });
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
  trace.setGlobalTracerProvider(provider);
  isOn = true;
  logger.info({ collector: address }, 'tracing');
  return async () => {
    isOn = false;
    trace.disable();
    context.disable();
    // The collector may be away: then the last spans are lost, and nothing else.
    await provider.shutdown().catch((error: unknown) => {
      logger.warn({ err: String(error) }, 'the last spans could not be sent');
    });
  };
}

/** What a span is, and whose child. */
export interface SpanAbout {
  readonly kind: 'server' | 'client' | 'internal';
  readonly attributes?: Attributes;
  /** The `traceparent` of whoever asked; the span in whose course this runs when left out. */
  readonly parent?: string | null;
}

const KINDS = { server: SpanKind.SERVER, client: SpanKind.CLIENT, internal: SpanKind.INTERNAL } as const;

/** Runs work as a span of its own; a fault of the work is one of the span. Without tracing it is the work alone. */
export function inSpan<T>(name: string, about: SpanAbout, work: () => Promise<T>): Promise<T> {
  if (!isOn) return work();
  const within = about.parent === undefined ? context.active() : contextOf(about.parent);
  const options = { kind: KINDS[about.kind], attributes: about.attributes ?? {} };
  return trace.getTracer('parley').startActiveSpan(name, options, within, async (span) => {
    try {
      return await work();
    } catch (error) {
      // Told to whoever waits as it is; here it is only noted.
      span.setStatus({ code: SpanStatusCode.ERROR, message: String(error) });
      throw error;
    } finally {
      span.end();
    }
  });
}

/** The span in whose course this runs, if one is recorded. */
export const currentSpan = (): Span | undefined => (isOn ? trace.getActiveSpan() : undefined);

/** Notes on the current span that what was asked for was not wholly answered. */
export function markFailed(reason: string): void {
  currentSpan()?.setStatus({ code: SpanStatusCode.ERROR, message: reason });
}

/** The current span as the header `traceparent`; undefined where there is none. */
export function traceparent(): string | undefined {
  const span = currentSpan()?.spanContext();
  if (!span) return undefined;
  return `00-${span.traceId}-${span.spanId}-${span.traceFlags.toString(16).padStart(2, '0')}`;
}

function contextOf(header: string | null): Context {
  const [, traceId, spanId, flags] = TRACEPARENT.exec(header ?? '') ?? [];
  if (!traceId || !spanId || !flags) return ROOT_CONTEXT;
  const traceFlags = Number.parseInt(flags, 16) & TraceFlags.SAMPLED;
  return trace.setSpanContext(ROOT_CONTEXT, { traceId, spanId, traceFlags, isRemote: true });
}
