import { once } from 'node:events';
import { createServer } from 'node:net';

/** A port that is held until whoever is to listen on it is ready to. */
export interface PortClaim {
  /** The one asked for, or for 0 a free one. */
  readonly port: number;
  /** Frees it for its listener; a second time nothing happens. */
  release(): Promise<void>;
}

/**
 * Takes a port before anything else is begun: a second start ends here and touches nothing, and the address is known
 * to whatever is started before the listener. Who connects meanwhile is turned away.
 * @throws Error EADDRINUSE or EACCES when it cannot be had
 */
export async function claimPort(port: number, host: string): Promise<PortClaim> {
  const holder = createServer((socket) => socket.destroy());
  holder.listen(port, host);
  await once(holder, 'listening');
  const address = holder.address();
  if (address === null || typeof address === 'string') throw new TypeError(`${host} has no ports`);
  return {
    port: address.port,
    async release() {
      if (!holder.listening) return;
      const closed = once(holder, 'close');
      holder.close();
      await closed;
    },
  };
}
