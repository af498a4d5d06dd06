import { type FieldFunctionOptions, type FieldPolicy, InMemoryCache, type Reference } from '@apollo/client';
import { possibleTypes } from '../../../generated/contract';
import { type Page, mergeBySeq, mergePages } from './page.rules';

type RefPage = Page<Reference>;

function seqOf({ readField }: FieldFunctionOptions): (node: Reference) => number {
  return (node) => readField<number>('seq', node) ?? 0;
}

/**
 * Messages lie in the order of their position. A page that was asked for by cursor continues what is known, and one
 * around a message joins it where they touch. The newest page is a snapshot and takes the place of all that is known:
 * nobody followed what was loaded before it.
 */
const messages: FieldPolicy<RefPage> = {
  keyArgs: false,
  merge: (known, incoming, options) => {
    const continues = Boolean(options.args?.['before'] ?? options.args?.['after']);
    if (!continues && !options.args?.['around']) return incoming;
    return mergeBySeq(known, incoming, seqOf(options), continues);
  },
  read: (known, { canRead }) => known && { ...known, nodes: known.nodes.filter((node) => canRead(node)) },
};

/** A list that is read page by page from its start. */
function paged(...keyArgs: string[]): FieldPolicy<RefPage> {
  return {
    keyArgs: keyArgs.length > 0 ? keyArgs : false,
    merge: (known, incoming, { args }) => (args?.['after'] ? mergePages(known, incoming) : incoming),
  };
}

/** What a stream said last is of no use later; the next event takes its place. */
const passing: FieldPolicy = { merge: false };

/** The only copy of server data: things by id, lists merged page by page. */
export function createCache(): InMemoryCache {
  return new InMemoryCache({
    possibleTypes,
    typePolicies: {
      Query: { fields: { users: paged('filter'), channels: paged('filter') } },
      Subscription: {
        fields: { channelEvents: passing, sidebarEvents: passing, viewerEvents: passing },
      },
      Viewer: { fields: { sidebar: { merge: true } } },
      Channel: { fields: { messages, members: paged('role', 'text') } },
      User: { fields: { contact: { merge: true }, presence: { merge: true } } },
    },
  });
}
