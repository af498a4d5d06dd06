import { systemCaller, unavailable } from '@parley/kit';
import type { SubgraphLink } from '../subgraph-link/link.js';

/** One change of an account: of one session, of everything of a person, or of a whole organisation. */
export interface AccountChange {
  readonly viewerId: string | null;
  /** The session that ended, where nothing else of the person changed. */
  readonly sessionId: string | null;
  readonly organizationId: string | null;
}

/** What happened to accounts since a position. */
export interface AccountNews {
  readonly position: string;
  /** Nobody can say any more what changed: everything is to be checked. */
  readonly everything: boolean;
  readonly changes: readonly AccountChange[];
}

/** Tells when there may be news of accounts; the returned function ends that. */
export type WakeUps = (listener: () => void) => () => void;

const CHANGES = 'query AccountChanges($after: String) { accountChanges(after: $after) }';

/**
 * What was committed about accounts since a position; null asks for the position to begin at.
 * @throws AppError UNAVAILABLE when identity does not answer in time
 */
export async function readAccountNews(
  identity: SubgraphLink,
  after: string | null,
  timeoutMs: number,
): Promise<AccountNews> {
  const request = { query: CHANGES, variables: { after } };
  const { promise: late, reject } = Promise.withResolvers<never>();
  const signal = AbortSignal.timeout(timeoutMs);
  // A link that cannot cancel is left behind: what it would say later was not known in time.
  const timer = setTimeout(() => {
    reject(unavailable('The log of accounts cannot be read'));
  }, timeoutMs);
  try {
    const asked = identity.execute(request, systemCaller('account changes'), signal);
    const { data, errors } = await Promise.race([asked, late]);
    const news = data?.['accountChanges'] as AccountNews | null | undefined;
    if (errors || !news) throw unavailable('The log of accounts cannot be read');
    return news;
  } finally {
    clearTimeout(timer);
  }
}
