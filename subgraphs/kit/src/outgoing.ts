import { lookup as resolve } from 'node:dns/promises';
import { type IncomingMessage, request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import { isPublicAddress } from './public-address.js';

/** Bounds of a request to somebody else's server. */
export interface OutgoingBounds {
  readonly mostBytes: number;
  /** For all of it, redirects and body included. */
  readonly withinMs: number;
  readonly redirects: number;
  /** Whether a longer body is cut off where it is too long, and not refused. */
  readonly cut: boolean;
  /** `host:port` of our own network that may be asked all the same. */
  readonly internal: readonly string[];
}

/** What somebody else's server answered. */
export interface OutgoingAnswer {
  /** Where it came from in the end. */
  readonly url: URL;
  readonly contentType: string;
  readonly body: Buffer;
}

const BOUNDS: OutgoingBounds = {
  mostBytes: 2 * 1_048_576,
  withinMs: 5_000,
  redirects: 5,
  cut: false,
  internal: [],
};

/** A request that is not made, or an answer that is not taken; expected, and told to nobody. */
export class OutgoingError extends Error {}

const PORTS: readonly string[] = ['', '80', '443'];
const AGENT = 'Parley (link preview)';

/**
 * Reads an address that somebody gave us, without lending them our network: the address it resolves to must be public,
 * is the one that is connected to, and is looked at again at each redirect. Nothing of ours is sent along.
 * @throws OutgoingError for everything that is not a whole answer within the bounds
 */
export async function readPublic(
  address: string,
  accept: string,
  bounds: Partial<OutgoingBounds> = {},
): Promise<OutgoingAnswer> {
  const all = { ...BOUNDS, ...bounds };
  const signal = AbortSignal.timeout(all.withinMs);
  let url = toUrl(address);
  for (let left = all.redirects; left >= 0; left -= 1) {
    const answer = await ask(url, accept, all, signal);
    const { statusCode = 0, headers } = answer;
    if (statusCode >= 300 && statusCode < 400 && headers.location !== undefined) {
      answer.destroy();
      url = toUrl(headers.location, url);
      continue;
    }
    if (statusCode !== 200) {
      answer.destroy();
      throw new OutgoingError(`The answer was ${String(statusCode)}`);
    }
    return { url, contentType: headers['content-type'] ?? '', body: await bodyOf(answer, all) };
  }
  throw new OutgoingError('It leads on and on');
}

function toUrl(address: string, base?: URL): URL {
  if (!URL.canParse(address, base?.href)) throw new OutgoingError('This is no address');
  const url = new URL(address, base);
  if (url.protocol !== 'http:' && url.protocol !== 'https:') throw new OutgoingError('Only the web is read');
  if (url.username !== '' || url.password !== '') {
    throw new OutgoingError('An address must not hold a password');
  }
  return url;
}

async function ask(
  url: URL,
  accept: string,
  { internal }: OutgoingBounds,
  signal: AbortSignal,
): Promise<IncomingMessage> {
  const isOurs = internal.includes(url.host);
  if (!isOurs && !PORTS.includes(url.port)) throw new OutgoingError('Only the usual ports are asked');
  const host = url.hostname.replaceAll(/[[\]]/g, '');
  // A host that is an address is never looked up.
  if (!isOurs && isIP(host) !== 0 && !isPublicAddress(host)) {
    throw new OutgoingError('This is not a public address');
  }
  const lookup = isOurs ? undefined : publicLookup;
  const headers = { accept, 'accept-encoding': 'identity', 'user-agent': AGENT };
  const send = url.protocol === 'https:' ? requestHttps : requestHttp;
  return new Promise((answered, failed) => {
    const request = send(url, { headers, signal, agent: false, ...(lookup && { lookup }) }, answered);
    request.once('error', (error) => {
      failed(new OutgoingError(error.message, { cause: error }));
    });
    request.end();
  });
}

/** Resolves once and connects to what was resolved: nobody answers differently the second time. */
const publicLookup: LookupFunction = (name, { all }, answer) => {
  resolve(name, { all: true }).then(
    (found) => {
      const [first] = found;
      // One that is not public is reason enough: whoever mixes them wants it to be chosen.
      const isOpen = first !== undefined && found.every(({ address }) => isPublicAddress(address));
      if (!isOpen) answer(new OutgoingError('This is not a public address'), '', 0);
      else if (all) answer(null, found);
      else answer(null, first.address, first.family);
    },
    (error: unknown) => {
      answer(error as Error, '', 0);
    },
  );
};

async function bodyOf(answer: IncomingMessage, { mostBytes, cut }: OutgoingBounds): Promise<Buffer> {
  // What is packed has no size that could be told beforehand.
  const encoding = answer.headers['content-encoding'];
  if (encoding !== undefined && encoding !== 'identity') {
    answer.destroy();
    throw new OutgoingError('The answer is packed');
  }
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of answer as AsyncIterable<Buffer>) {
      chunks.push(chunk);
      size += chunk.length;
      if (size > mostBytes) break;
    }
  } catch (error) {
    // Its time is up, or the line broke.
    throw new OutgoingError('The answer broke off', { cause: error });
  }
  if (size > mostBytes && !cut) throw new OutgoingError('The answer is too long');
  return Buffer.concat(chunks).subarray(0, mostBytes);
}
