/** The media type that GraphQL over HTTP made for answers: whatever its status, it came from a GraphQL server. */
export const RESPONSE_TYPE = 'application/graphql-response+json';
export const JSON_TYPE = 'application/json';
export const EVENTS_TYPE = 'text/event-stream';

/** What a caller takes for an answer. */
export interface Accepted {
  /** What they named and we have. */
  readonly named: typeof RESPONSE_TYPE | typeof JSON_TYPE | typeof EVENTS_TYPE | null;
}

/** One media range of an Accept header, or the media type of a Content-Type header. */
export interface MediaType {
  /** As in `application/json`, in lower case. */
  readonly type: string;
  readonly parameters: ReadonlyMap<string, string>;
}

/** Whoever names nothing, or everything, is answered with what every client can read. */
const ANYTHING: Accepted = { named: null };
/** In order of our own preference, where the caller has none. */
const OFFERED = [EVENTS_TYPE, RESPONSE_TYPE, JSON_TYPE] as const;

const TOKEN = String.raw`[!#$%&'*+.^\w|~-]+`;
const TYPE = new RegExp(String.raw`^\s*(${TOKEN}/${TOKEN})\s*(?:;|$)`);
const PARAMETER = new RegExp(String.raw`;\s*(${TOKEN})\s*=\s*(?:(${TOKEN})|"((?:[^"\\]|\\.)*)")`, 'g');

/** Null for what is no media type. */
export function mediaTypeIn(text: string): MediaType | null {
  const type = TYPE.exec(text)?.[1];
  if (type === undefined) return null;
  const parameters = [...text.matchAll(PARAMETER)].map(
    ([, name = '', token, quoted]) => [name.toLowerCase(), (token ?? quoted ?? '').toLowerCase()] as const,
  );
  return { type: type.toLowerCase(), parameters: new Map(parameters) };
}

/** Whether a media type means UTF-8: it does when it says nothing. */
export const isUtf8 = ({ parameters }: MediaType): boolean => {
  const charset = parameters.get('charset');
  return charset === undefined || charset === 'utf-8' || charset === 'utf8';
};

const known = new Map<string, Accepted | null>();
/** Clients send few different ones; what is made up does not stay. */
const KNOWN = 100;

/**
 * What to answer in, by RFC 9110: the type of the highest quality, where the most specific range decides what quality
 * a type has. @returns null when nothing we have is accepted
 */
export function negotiate(accept: string | undefined): Accepted | null {
  if (accept === undefined || accept === '*/*') return ANYTHING;
  const before = known.get(accept);
  if (before !== undefined) return before;
  const accepted = choose(accept);
  if (known.size >= KNOWN) known.clear();
  known.set(accept, accepted);
  return accepted;
}

interface Range {
  readonly type: string;
  readonly quality: number;
}

function choose(accept: string): Accepted | null {
  const ranges = accept.split(',').flatMap(rangeIn);
  const qualities = OFFERED.map((type) => qualityOf(type, ranges));
  const best = Math.max(...qualities);
  if (best <= 0) return null;
  const candidates = OFFERED.filter((_, index) => qualities[index] === best);
  const named = candidates.find((type) => ranges.some((range) => range.type === type));
  return named ? { named } : ANYTHING;
}

function rangeIn(text: string): readonly Range[] {
  const media = mediaTypeIn(text);
  // Answers are UTF-8 and nothing else.
  if (!media || !isUtf8(media)) return [];
  const given = media.parameters.get('q');
  const quality = given === undefined ? 1 : Number(given);
  return [{ type: media.type, quality: quality >= 0 && quality <= 1 ? quality : 1 }];
}

/** Nobody gets a stream of events who did not ask for one by its name. */
function qualityOf(type: (typeof OFFERED)[number], ranges: readonly Range[]): number {
  const wider = type === EVENTS_TYPE ? [] : ['application/*', '*/*'];
  for (const each of [type, ...wider]) {
    const range = ranges.find((one) => one.type === each);
    if (range) return range.quality;
  }
  return 0;
}
