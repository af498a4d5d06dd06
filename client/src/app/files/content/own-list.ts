import type { TypedDocumentNode } from '@apollo/client';
import type { Apollo } from 'apollo-angular';
import { type Observable, map } from 'rxjs';
import {
  FavoriteFilesDocument,
  RecentFilesDocument,
  SharedWithMeDocument,
  type SharedWithMeQuery,
  TrashedFilesDocument,
} from '../../../generated/graphql';
import { read } from '../../core/graphql/read';
import type { FileNode } from '../node/file-node';
import type { OwnPart } from '../places/own-signals';
import type { OwnList } from '../places/place';

const PAGE = 60;
/** As many as one answer holds. */
const MOST = 100;

interface Page<TNode> {
  readonly nodes: readonly TNode[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
  readonly totalCount: number | null;
}

type Shares = NonNullable<NonNullable<SharedWithMeQuery['viewer']>['sharedWithMe']>;
type Field = 'recentFiles' | 'favoriteFiles' | 'sharedWithMe' | 'trash';
/** Lists of one's own are asked for alike: the viewer has each under a name. */
interface OwnData {
  readonly viewer: Readonly<Partial<Record<Field, Page<unknown> | null>>> | null;
}
interface OwnVariables extends Record<string, unknown> {
  readonly first: number;
  readonly after?: string | undefined;
}
type OwnDocument = TypedDocumentNode<OwnData, OwnVariables>;

interface OwnSource {
  readonly document: OwnDocument;
  readonly field: Field;
  /** What it is read again for. What is seen in it at all depends on shares, and on what is thrown away. */
  readonly about: readonly OwnPart[];
}

const SOURCES: Readonly<Record<OwnList, OwnSource>> = {
  recent: {
    document: RecentFilesDocument,
    field: 'recentFiles',
    about: ['RECENT', 'FILES', 'TRASH', 'SHARED'],
  },
  favourites: {
    document: FavoriteFilesDocument,
    field: 'favoriteFiles',
    about: ['FAVORITES', 'FILES', 'TRASH', 'SHARED'],
  },
  trash: {
    document: TrashedFilesDocument,
    field: 'trash',
    about: ['TRASH', 'FILES'],
  },
  shared: {
    document: SharedWithMeDocument,
    field: 'sharedWithMe',
    about: ['SHARED'],
  },
};

/** What a list of one's own is read again for. */
export const aboutOf = (list: OwnList): readonly OwnPart[] => SOURCES[list].about;

/** What was shared; once, also where it moves from page to page while they are read. */
function itemsOf({ nodes, pageInfo, totalCount }: Shares): Page<FileNode> {
  const byId = new Map(nodes.flatMap(({ item }) => (item ? [[item.id, item] as const] : [])));
  return { nodes: [...byId.values()], pageInfo, totalCount };
}

/** A list of one's own as far as it was read, and again whenever more or better is known; null for nobody's. */
export function ownList(apollo: Apollo, list: OwnList): Observable<Page<FileNode> | null> {
  const { document, field } = SOURCES[list];
  return read(apollo, document, { first: PAGE }).pipe(
    map(({ viewer }) => {
      const page = viewer?.[field] ?? null;
      if (page === null) return null;
      return list === 'shared' ? itemsOf(page as Shares) : (page as Page<FileNode>);
    }),
  );
}

/** Reads the next page of one into the cache, whence it is shown. */
export async function moreOfOwnList({ client }: Apollo, list: OwnList, after: string): Promise<void> {
  const variables = { first: PAGE, after };
  await client.query({ query: SOURCES[list].document, variables, fetchPolicy: 'network-only' });
}

/** Reads one again as far as it was read: what was scrolled to is not taken from under whoever looks at it. */
export async function rereadOwnList({ client }: Apollo, list: OwnList): Promise<void> {
  const { document: query, field } = SOURCES[list];
  const known = client.readQuery({ query, variables: { first: PAGE } });
  const shown = known?.viewer?.[field]?.nodes.length ?? 0;
  const nodes: unknown[] = [];
  let after: string | undefined;
  do {
    const variables: OwnVariables = { first: Math.min(MOST, Math.max(PAGE, shown - nodes.length)), after };
    const answer: { readonly data?: OwnData } = await client.query({
      ...{ query, variables },
      fetchPolicy: 'no-cache',
    });
    const { viewer } = answer.data ?? {};
    const page = viewer?.[field];
    if (!page) return;
    nodes.push(...page.nodes);
    after =
      page.pageInfo.hasNextPage && nodes.length < shown ? (page.pageInfo.endCursor ?? undefined) : undefined;
    const data = { viewer: { ...viewer, [field]: { ...page, nodes } } };
    if (after === undefined) client.writeQuery({ query, variables: { first: PAGE }, data });
  } while (after !== undefined);
}
