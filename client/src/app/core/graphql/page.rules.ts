/** The part of a connection that the cache merges: its nodes and how to go on. */
export interface Page<TNode> {
  readonly nodes: readonly TNode[];
  readonly pageInfo?: PageInfo;
}

interface PageInfo {
  readonly hasNextPage?: boolean;
  readonly hasPreviousPage?: boolean;
  readonly startCursor?: string | null;
  readonly endCursor?: string | null;
}

function ends<TNode>(page: Page<TNode>, seqOf: (node: TNode) => number): { first: number; last: number } {
  const seqs = page.nodes.map(seqOf);
  return { first: Math.min(...seqs), last: Math.max(...seqs) };
}

function joinInfo(earlier: PageInfo | undefined, later: PageInfo | undefined): PageInfo {
  return {
    ...earlier,
    ...later,
    hasPreviousPage: earlier?.hasPreviousPage,
    startCursor: earlier?.startCursor,
  };
}

/**
 * Joins what is known with what arrives, each node once, in order of position. Unless the page continues the known
 * ones (it was asked for by cursor), it replaces them where it does not touch them: a list with a hole would lie.
 */
export function mergeBySeq<TNode>(
  known: Page<TNode> | undefined,
  incoming: Page<TNode>,
  seqOf: (node: TNode) => number,
  continues: boolean,
): Page<TNode> {
  if (!known || known.nodes.length === 0 || incoming.nodes.length === 0) return incomingOf(known, incoming);
  const [a, b] = [ends(known, seqOf), ends(incoming, seqOf)];
  const touches = b.first <= a.last + 1 && b.last >= a.first - 1;
  if (!continues && !touches) return incoming;
  const bySeq = new Map([...known.nodes, ...incoming.nodes].map((node) => [seqOf(node), node]));
  const nodes = [...bySeq].sort(([x], [y]) => x - y).map(([, node]) => node);
  const startsWith = b.first <= a.first ? incoming : known;
  const endsWith = b.last >= a.last ? incoming : known;
  return { ...known, ...incoming, nodes, pageInfo: joinInfo(startsWith.pageInfo, endsWith.pageInfo) };
}

function incomingOf<TNode>(known: Page<TNode> | undefined, incoming: Page<TNode>): Page<TNode> {
  if (!known || known.nodes.length === 0) return incoming;
  return { ...known, pageInfo: { ...known.pageInfo, ...incoming.pageInfo } };
}

/** Appends a page to those before it; how to go on is what the newest page says. */
export function mergePages<TNode>(known: Page<TNode> | undefined, incoming: Page<TNode>): Page<TNode> {
  if (!known) return incoming;
  const seen = new Set(known.nodes.map((node) => JSON.stringify(node)));
  const fresh = incoming.nodes.filter((node) => !seen.has(JSON.stringify(node)));
  return { ...known, ...incoming, nodes: [...known.nodes, ...fresh] };
}
