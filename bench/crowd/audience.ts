import {
  CreateChannelDocument,
  IssueGuestPassDocument,
  RedeemGuestLinkDocument,
} from '../generated/graphql.js';
import { Graph, PRIYA } from '../graph.js';
import { aKey } from '../product.js';

/** How many sockets one person may hold. */
const SOCKETS_EACH = 10;
const PASS_MS = 3_600_000;
const AT_ONCE = 8;

/** Channels, and as many guests of all of them as it takes to hold that many sockets. */
export interface Audience {
  readonly host: Graph;
  readonly channelIds: readonly string[];
  /** The token of whoever holds the n-th socket. */
  tokenOf(n: number): string;
  close(): Promise<void>;
}

async function guestToken(
  host: Graph,
  nobody: Graph,
  channelIds: readonly string[],
  n: number,
): Promise<string> {
  const endsAt = new Date(Date.now() + PASS_MS).toISOString();
  const grants = channelIds.map((targetId) => ({ targetId, actions: ['READ' as const] }));
  const displayName = `Listener ${String(n)}`;
  const { issueGuestPass } = await host.get(IssueGuestPassDocument, {
    input: { name: displayName, grants, endsAt, key: aKey() },
  });
  const token = /[^/=]+$/.exec(issueGuestPass.link ?? '')?.[0] ?? '';
  const { redeemGuestLink } = await nobody.get(RedeemGuestLinkDocument, {
    input: { token, displayName, key: aKey() },
  });
  if (redeemGuestLink.__typename !== 'SignedIn') throw new Error('A guest could not enter');
  return redeemGuestLink.token.accessToken;
}

/** Makes the channels and invites the guests. */
export async function anAudience(url: string, channels: number, sockets: number): Promise<Audience> {
  const nobody = Graph.at(url, AT_ONCE);
  const host = await nobody.signIn(PRIYA);
  const channelIds: string[] = [];
  for (let n = 0; n < channels; n++) {
    const input = { kind: 'GROUP' as const, name: `bench ${String(n)}`, key: aKey() };
    channelIds.push((await host.get(CreateChannelDocument, { input })).createChannel.id);
  }
  const guests = Math.ceil(sockets / SOCKETS_EACH);
  const tokens: string[] = [];
  while (tokens.length < guests) {
    const left = Math.min(AT_ONCE, guests - tokens.length);
    const batch = Array.from({ length: left }, (_, k) =>
      guestToken(host, nobody, channelIds, tokens.length + k),
    );
    tokens.push(...(await Promise.all(batch)));
  }
  return {
    host,
    channelIds,
    tokenOf: (n) => tokens[Math.floor(n / SOCKETS_EACH) % guests] ?? '',
    close: () => nobody.close(),
  };
}
