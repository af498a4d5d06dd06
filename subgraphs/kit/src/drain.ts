import type { Server, ServerResponse } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';

/** How long what runs may take to finish. */
const FINISHING_MS = 10_000;

/** How a server is let go. */
interface Leaving {
  /** For how long it still takes what is on its way to it: until whoever asks it knows to ask elsewhere. */
  readonly forMs: number;
  /** Ends the answers that would never end by themselves. */
  readonly endStreams?: () => void;
}

/**
 * Stops a server without cutting anybody off. HTTP/1.1 lets a client send on a kept connection at the very moment in
 * which the server closes it, and nobody then knows whether the request was taken (RFC 9112, 9.3.1 and 9.5). So for a
 * while it goes on answering, and every answer says that its connection ends; only then it takes nothing new.
 * Resolves when what runs is finished, or is ended after ten seconds.
 */
export async function drain(server: Server, { forMs, endStreams }: Leaving): Promise<void> {
  server.prependListener('request', (_request, response: ServerResponse) => {
    response.setHeader('connection', 'close');
  });
  await delay(forMs);
  // Whoever came while we were busy waits to be accepted, and would be turned away with what they sent.
  await new Promise(setImmediate);
  const closed = new Promise((resolve) => server.close(resolve));
  endStreams?.();
  server.closeIdleConnections();
  const late = setTimeout(() => {
    server.closeAllConnections();
  }, FINISHING_MS);
  await closed;
  clearTimeout(late);
}
