import { type Page, type PageRequest, type RequestContext, invalid, pageRequest, toPage } from '@parley/kit';
import { findMessages } from '../message/message.access.js';
import type { MessageRow } from '../message/message.table.js';
import { findRows } from './find-rows.service.js';
import { writtenIn } from './index.rules.js';
import { searchedText } from './plain-text.rules.js';
import { LONGEST_QUERY, type SearchQuery, asksNothing, holdsPhrase, parseQuery } from './query.rules.js';
import type { SearchMessagesArgs } from './search.inputs.js';
import type { FoundRow, Spot } from './search.store.js';
import { snippetOf } from './snippet.rules.js';
import { type Sought, type Tier, exactTier, looseTier, sought } from './tier.service.js';
import { tokenize } from './word.rules.js';

const DEFAULT_PAGE = 20;

/** A message that fits. */
interface Hit {
  /** How well: 0 as it was typed, 1 by what holds it, 2 by what resembles it. */
  readonly tier: number;
  readonly spot: Spot;
  readonly message: MessageRow;
  readonly snippet: string;
}

/** Tiers are tried in this order, or from the last to the first. */
const TIERS = [0, 1];
/** What only resembles words is looked for where nothing else was found. */
const RESEMBLING = 2;

const keyOf = ({ tier, spot }: Hit): readonly (string | number)[] => [
  tier,
  spot.sentAt,
  spot.channelId,
  spot.seq,
];

/** The place that a cursor names within a tier; null when it is in another one. */
function spotOf(key: PageRequest['after'], tier: number): Spot | null {
  if (key?.[0] !== tier) return null;
  const [, sentAt, channelId, seq] = key;
  return { sentAt: Number(sentAt), channelId: String(channelId), seq: Number(seq) };
}

/** Whether a tier lies between the cursors of a page. */
function isWithin({ after, before }: PageRequest, tier: number): boolean {
  return tier >= Number(after?.[0] ?? 0) && tier <= Number(before?.[0] ?? RESEMBLING);
}

const tierOf = (ctx: RequestContext, found: Sought, tier: number): Tier | null | Promise<Tier | null> =>
  tier === 0 ? exactTier(found) : looseTier(ctx, found, tier === RESEMBLING);

/** Messages whose words stand in a row are not in the index: so many are looked at for a page of them. */
const PHRASE_BATCH = 200;
const PHRASE_BATCHES = 10;

const holdsAll = (message: MessageRow, phrases: SearchQuery['phrases']): boolean => {
  if (phrases.length === 0) return true;
  const words = tokenize(searchedText(writtenIn(message))).map(({ word }) => word);
  return phrases.every((phrase) => holdsPhrase(words, phrase));
};

async function withMessages(
  ctx: RequestContext,
  rows: readonly FoundRow[],
): Promise<[FoundRow, MessageRow][]> {
  const messages = await findMessages(
    ctx,
    rows.map(({ messageId }) => messageId),
  );
  return rows.flatMap((row) => {
    const message = messages.get(row.messageId);
    return message ? [[row, message] as [FoundRow, MessageRow]] : [];
  });
}

async function hitsOf(
  ctx: RequestContext,
  { phrases }: SearchQuery,
  { number, tier }: { readonly number: number; readonly tier: Tier },
  request: PageRequest,
): Promise<Hit[]> {
  const hits: Hit[] = [];
  const limit = phrases.length > 0 ? PHRASE_BATCH : request.limit;
  let part = {
    limit,
    backward: request.backward,
    after: spotOf(request.after, number),
    before: spotOf(request.before, number),
  };
  for (let batch = 0; batch < PHRASE_BATCHES; batch++) {
    const rows = await findRows(ctx, tier.wanted, tier.frequency, part);
    for (const [spot, message] of await withMessages(ctx, rows)) {
      if (!holdsAll(message, phrases)) continue;
      const snippet = snippetOf(writtenIn(message), (word) => tier.marked.has(word));
      hits.push({ tier: number, spot, message, snippet });
    }
    const last = rows.at(-1);
    if (!last || rows.length < limit || hits.length >= request.limit) break;
    part = request.backward ? { ...part, before: last } : { ...part, after: last };
  }
  return hits.slice(0, request.limit);
}

async function collect(
  ctx: RequestContext,
  query: SearchQuery,
  found: Sought,
  request: PageRequest,
): Promise<Hit[]> {
  const hits: Hit[] = [];
  for (const number of [...(request.backward ? TIERS.toReversed() : TIERS), RESEMBLING]) {
    const enough = number === RESEMBLING ? 0 : request.limit;
    const within = isWithin(request, number) && (number < RESEMBLING || isResembling(request));
    if (!within || hits.length > enough) continue;
    const tier = await tierOf(ctx, found, number);
    if (!tier) continue;
    const wanted = { ...request, limit: request.limit + 1 - hits.length };
    hits.push(...(await hitsOf(ctx, query, { number, tier }, wanted)));
  }
  return hits;
}

/** Whether a page may be one of what only resembles: it has no cursor of anything better. */
const isResembling = ({ after, before }: PageRequest): boolean =>
  [after, before].every((key) => key === null || key[0] === RESEMBLING);

/**
 * Messages that the viewer may read, best first.
 * @throws INVALID when the query is too long
 */
export async function searchMessages(
  ctx: RequestContext,
  args: SearchMessagesArgs,
): Promise<Page<Pick<Hit, 'message' | 'snippet'>>> {
  const request = pageRequest(args, DEFAULT_PAGE);
  if (args.query.length > LONGEST_QUERY) {
    throw invalid('query', `Look for at most ${String(LONGEST_QUERY)} characters`);
  }
  const query = parseQuery(args.query, new Date());
  const found = asksNothing(query) ? null : await sought(ctx, query, args.channelId ?? null);
  return toPage(found ? await collect(ctx, query, found, request) : [], request, keyOf);
}
