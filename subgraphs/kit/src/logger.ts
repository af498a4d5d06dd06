import { pino } from 'pino';
import { currentSpan } from './tracing.js';

/** Structured logs: one JSON object a line, with the request id where there is one. */
export interface Logger {
  debug(fields: object, message: string): void;
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
  child(fields: object): Logger;
}

export type LogLevel = 'debug' | 'info' | 'warn' | 'error' | 'silent';

/** Where a line belongs in the traces, when there are any. */
function traceOf(): object {
  const traceId = currentSpan()?.spanContext().traceId;
  return traceId ? { traceId } : {};
}

/** A logger on standard error, so that standard output stays for people. Secrets are redacted by name. */
export const createLogger = (name: string, level: LogLevel = 'info'): Logger =>
  pino(
    {
      name,
      level,
      base: { service: name },
      mixin: traceOf,
      redact: ['password', 'token', 'secret', 'authorization', 'cookie', '*.password', '*.token', '*.secret'],
    },
    pino.destination({ dest: 2, sync: true }),
  );
