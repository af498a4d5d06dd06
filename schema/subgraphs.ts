/** One service of the graph. */
export interface SubgraphEntry {
  readonly name: string;
  /** Where it listens when nothing else is said; `SUBGRAPH_<NAME>_URL` says otherwise. */
  readonly defaultUrl: string;
}

/** The only place where subgraphs are enumerated. */
export const subgraphs: readonly SubgraphEntry[] = [
  { name: 'identity', defaultUrl: 'http://127.0.0.1:4101' },
  { name: 'chat', defaultUrl: 'http://127.0.0.1:4102' },
  { name: 'files', defaultUrl: 'http://127.0.0.1:4103' },
  { name: 'meetings', defaultUrl: 'http://127.0.0.1:4104' },
];
