import { BlockList, isIP } from 'node:net';
import type { IncomingMessage } from 'node:http';
import { AppError, type Client } from '@parley/kit';

/** Tells from where a request really came. */
export type ClientAddress = (request: IncomingMessage) => Pick<Client, 'ip' | 'country'>;

/** IPv4 in its IPv6 spelling is one address, not two. */
const plain = (address: string): string => address.replace(/^::ffff:(?=\d+\.)/, '');

/**
 * The peer, unless it is one of our own proxies: then the nearest address in X-Forwarded-For that is none of them.
 * What stands further left in that header was written by whoever asked. The same proxies alone are believed about the
 * country.
 * @param trusted addresses or CIDR ranges, separated by commas
 * @param countryHeader where they say the country
 */
export function clientAddress(trusted: string | undefined, countryHeader?: string): ClientAddress {
  const proxies = new BlockList();
  for (const entry of trusted?.split(',').map((each) => each.trim()) ?? []) {
    if (entry !== '') addRange(proxies, entry);
  }
  const isProxy = (address: string): boolean =>
    isIP(address) !== 0 && proxies.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4');
  return (request) => {
    const peer = plain(request.socket.remoteAddress ?? '');
    if (!isProxy(peer)) return { ip: peer };
    const forwarded = request.headers['x-forwarded-for'];
    const hops = typeof forwarded === 'string' ? forwarded.split(',').map((hop) => plain(hop.trim())) : [];
    const ip = hops.findLast((hop) => isIP(hop) !== 0 && !isProxy(hop)) ?? peer;
    const country = countryOf(countryHeader && request.headers[countryHeader.toLowerCase()]);
    return { ip, ...(country !== null && { country }) };
  };
}

/** What proxies say that do not know. */
const NOWHERE: ReadonlySet<string> = new Set(['XX', 'ZZ']);

function countryOf(said: string | readonly string[] | undefined): string | null {
  if (typeof said !== 'string') return null;
  const code = said.trim().toUpperCase();
  return /^[A-Z]{2}$/.test(code) && !NOWHERE.has(code) ? code : null;
}

function addRange(proxies: BlockList, entry: string): void {
  const [address = '', prefix] = entry.split('/');
  const family = isIP(address);
  if (family === 0) {
    throw new AppError('INVALID', `TRUST_PROXY names ${entry}, which is no IP address or range`);
  }
  const type = family === 6 ? 'ipv6' : 'ipv4';
  if (prefix === undefined) proxies.addAddress(address, type);
  else proxies.addSubnet(address, Number(prefix), type);
}
