import { type FieldFunctionOptions, type FieldPolicy, InMemoryCache, type Reference } from '@apollo/client';
import { possibleTypes } from '../../../generated/contract';
import { type Page, mergeBySeq, mergePages } from './page.rules';

type RefPage = Page<Reference>;

function seqOf({ readField }: FieldFunctionOptions): (node: Reference) => number {
  return (node) => readField<number>('seq', node) ?? 0;
}

/** Messages lie in the order of their position; a page that does not touch what is known replaces it. */
const messages: FieldPolicy<RefPage> = {
  keyArgs: false,
  merge: (known, incoming, options) => {
    const continues = Boolean(options.args?.['before'] ?? options.args?.['after']);
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

/** The only copy of server data: things by id, lists merged page by page. */
export function createCache(): InMemoryCache {
  return new InMemoryCache({
    possibleTypes,
    typePolicies: {
      Query: { fields: { users: paged('filter'), channels: paged('filter') } },
      Viewer: { fields: { sidebar: { merge: true } } },
      Channel: { fields: { messages, members: paged('role', 'text') } },
      User: { fields: { contact: { merge: true }, presence: { merge: true } } },
    },
  });
}
