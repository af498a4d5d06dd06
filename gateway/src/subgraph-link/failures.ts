import { errors } from 'undici';
import { NeverSentError } from './wire.js';

/** Whether whoever asked gave up because the time was up. */
export const isTimeout = (reason: unknown): boolean =>
  reason instanceof DOMException && reason.name === 'TimeoutError';

/** Whether nothing was sent, so that nothing can have arrived. */
export const neverSent = (error: unknown): boolean =>
  error instanceof NeverSentError ||
  error instanceof errors.ConnectTimeoutError ||
  (error as NodeJS.ErrnoException).syscall === 'connect';
