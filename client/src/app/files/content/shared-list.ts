import type { Apollo } from 'apollo-angular';
import { Observable, map } from 'rxjs';
import {
  SharedWithMeDocument,
  type SharedWithMeQuery,
  SharingSignalsDocument,
} from '../../../generated/graphql';
import { ephemeral } from '../../core/graphql/ephemeral';
import { read } from '../../core/graphql/read';
import type { FileNode } from '../node/file-node';

type Shares = NonNullable<NonNullable<SharedWithMeQuery['viewer']>['sharedWithMe']>;

/** What others shared with the viewer, as lists of files are shown: each once, by whichever way it came. */
interface SharedPage {
  readonly nodes: readonly FileNode[];
  readonly pageInfo: Shares['pageInfo'];
  readonly totalCount: number | null;
}

function pageOf({ viewer }: SharedWithMeQuery): SharedPage | null {
  if (!viewer?.sharedWithMe) return null;
  const { nodes, pageInfo } = viewer.sharedWithMe;
  const byId = new Map(nodes.flatMap(({ item }) => (item ? [[item.id, item] as const] : [])));
  return { nodes: [...byId.values()], pageInfo, totalCount: pageInfo.hasNextPage ? null : byId.size };
}

/** Reads the first page anew into the cache, whence it is shown. */
export async function rereadShared(apollo: Apollo, first: number): Promise<void> {
  const variables = { first };
  try {
    await apollo.client.query({ query: SharedWithMeDocument, variables, fetchPolicy: 'network-only' });
  } catch {
    // Without a network what is known stays; it is read again with the next signal.
  }
}

/**
 * What others shared with the viewer, read again whenever they are signalled that it is not as it was. The first signal
 * says that they are listened to from here on: what came between reading and listening is read by it.
 */
export const followShared = (apollo: Apollo, first: number): Observable<SharedPage | null> =>
  new Observable((out) => {
    const all = read(apollo, SharedWithMeDocument, { first }).pipe(map(pageOf)).subscribe(out);
    const signals = ephemeral(apollo, { query: SharingSignalsDocument, variables: {} });
    all.add(signals.subscribe(() => void rereadShared(apollo, first)));
    return all;
  });
