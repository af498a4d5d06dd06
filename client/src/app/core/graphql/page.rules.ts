/** The part of a connection that the cache merges: its nodes and how to go on. */
export interface Page<TNode> {
  readonly nodes: readonly TNode[];
  readonly pageInfo?: PageInfo;
  /** Where the pages it was put together from begin and end: there it can be cut, and be gone on from. */
  readonly seams?: readonly Seam[];
}

interface Seam {
  readonly side: 'start' | 'end';
  /** Position of the node that begins or ends a page. */
  readonly seq: number;
  readonly cursor: string;
}

interface PageInfo {
  readonly hasNextPage?: boolean;
  readonly hasPreviousPage?: boolean;
  readonly startCursor?: string | null;
  readonly endCursor?: string | null;
}

function seamsOf<TNode>(page: Page<TNode>, seqOf: (node: TNode) => number): readonly Seam[] {
  if (page.seams) return page.seams;
  const { startCursor, endCursor } = page.pageInfo ?? {};
  const [first, last] = [page.nodes[0], page.nodes.at(-1)];
  if (first === undefined || last === undefined) return [];
  return [
    ...(startCursor ? [{ side: 'start', seq: seqOf(first), cursor: startCursor } as const] : []),
    ...(endCursor ? [{ side: 'end', seq: seqOf(last), cursor: endCursor } as const] : []),
  ];
}

/**
 * The part of a long list that is kept: what is far beyond one end is dropped at a seam, and can be loaded again from
 * there. Nothing is dropped where no seam is near.
 */
export function bounded<TNode>(
  page: Page<TNode>,
  seqOf: (node: TNode) => number,
  most: number,
  keep: 'start' | 'end',
): Page<TNode> {
  if (page.nodes.length <= most) return page;
  const seams = page.seams ?? [];
  const [first, last] = [page.nodes.at(-most), page.nodes[most - 1]];
  if (keep === 'start') {
    const cut = seams.findLast(({ side, seq }) => side === 'end' && last !== undefined && seq <= seqOf(last));
    if (!cut) return page;
    const nodes = page.nodes.filter((node) => seqOf(node) <= cut.seq);
    const pageInfo = { ...page.pageInfo, hasNextPage: true, endCursor: cut.cursor };
    return { ...page, nodes, pageInfo, seams: seams.filter(({ seq }) => seq <= cut.seq) };
  }
  const cut = seams.find(({ side, seq }) => side === 'start' && first !== undefined && seq >= seqOf(first));
  if (!cut) return page;
  const nodes = page.nodes.filter((node) => seqOf(node) >= cut.seq);
  const pageInfo = { ...page.pageInfo, hasPreviousPage: true, startCursor: cut.cursor };
  return { ...page, nodes, pageInfo, seams: seams.filter(({ seq }) => seq >= cut.seq) };
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
  const seams = [...seamsOf(known, seqOf), ...seamsOf(incoming, seqOf)].sort((x, y) => x.seq - y.seq);
  const pageInfo = joinInfo(startsWith.pageInfo, endsWith.pageInfo);
  return { ...known, ...incoming, nodes, pageInfo, seams };
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
