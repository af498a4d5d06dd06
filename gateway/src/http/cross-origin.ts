import type { IncomingMessage, OutgoingHttpHeaders } from 'node:http';

/** Which pages of other sites may call the API from a browser. */
export interface CrossOrigin {
  /** Headers of an answer to that request; none for a page that may not read it. */
  headersFor(request: IncomingMessage): OutgoingHttpHeaders;
  /** Headers that answer a browser's question whether it may send what it is about to. */
  preflight(request: IncomingMessage): OutgoingHttpHeaders;
  /** Whether that page may open sockets. */
  allows(origin: string): boolean;
}

const PREFLIGHT_SECONDS = '600';
/** What an app may send beside what browsers always let it. */
const HEADERS = 'accept, authorization, content-type, if-none-match';
const EXPOSED = 'etag, retry-after, x-request-id';
const METHODS = 'GET, HEAD, POST';

/** Origins that are separated by commas, as browsers write them. */
export const originsIn = (text: string | undefined): readonly string[] =>
  (text ?? '')
    .split(',')
    .map((each) => each.trim().replace(/\/$/, ''))
    .filter((each) => each !== '');

/**
 * Only our own pages, unless told otherwise. Others bring a token of their own: cookies are theirs never, whatever is
 * allowed, so that no page can act for somebody by being visited.
 * @param allowed origins separated by commas, `*` for any
 */
export function crossOrigin(allowed: string | undefined): CrossOrigin {
  const origins = new Set(originsIn(allowed));
  const isOpen = origins.has('*');
  const allows = (origin: string): boolean => isOpen || origins.has(origin);
  const headersFor = ({ headers: { origin } }: IncomingMessage): OutgoingHttpHeaders => {
    if (origins.size === 0) return {};
    // Whatever is answered differs by who asks; a cache must know.
    const varies = isOpen ? {} : { vary: 'Origin' };
    if (origin === undefined || !allows(origin)) return varies;
    return {
      ...varies,
      'access-control-allow-origin': isOpen ? '*' : origin,
      'access-control-expose-headers': EXPOSED,
    };
  };
  return {
    allows,
    headersFor,
    preflight: (request) => {
      const answer = headersFor(request);
      if (answer['access-control-allow-origin'] === undefined) return answer;
      return {
        ...answer,
        'access-control-allow-methods': METHODS,
        'access-control-allow-headers': HEADERS,
        'access-control-max-age': PREFLIGHT_SECONDS,
      };
    },
  };
}
