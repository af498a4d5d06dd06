import { lookup as resolve } from 'node:dns/promises';
import { isIP, type LookupFunction } from 'node:net';

/** How long a connection may take to be made. */
export const CONNECT_MS = 1_000;

/** One process that can be reached: an address of its own, under a name that others may share. */
export interface Target {
  /** The same for the same process, whenever it is found. */
  readonly key: string;
  readonly origin: string;
  /** Pins a shared name to this one's address; absent where the origin says it. */
  readonly lookup?: LookupFunction;
}

/**
 * The processes behind these URLs: a name stands for as many as it has addresses (Docker's and Kubernetes' DNS give one
 * for each replica). What cannot be resolved right now is left out.
 */
export async function targetsOf(urls: readonly string[]): Promise<readonly Target[]> {
  const found = await Promise.all(urls.map(targetsAt));
  return found.flat();
}

async function targetsAt(url: string): Promise<readonly Target[]> {
  const { origin, hostname } = new URL(url);
  if (isIP(hostname.replaceAll(/[[\]]/g, '')) !== 0) return [{ key: origin, origin }];
  const addresses = await resolve(hostname, { all: true }).catch(() => []);
  return addresses.map(({ address, family }) => ({
    key: `${origin} ${address}`,
    origin,
    lookup: (_name, { all }, answer) => {
      if (all) answer(null, [{ address, family }]);
      else answer(null, address, family);
    },
  }));
}
