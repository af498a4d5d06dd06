import { Service, inject } from '@angular/core';
import { Apollo } from 'apollo-angular';
import { firstValueFrom } from 'rxjs';
import { CreateFolderDocument, FolderFoldersDocument } from '../../../generated/graphql';
import { hasCode } from '../../core/errors/error-code';
import { change } from '../../core/graphql/change';

const PAGE = 100;

/** Makes the folders that dropped files came in, or finds those that are there. */
@Service()
export class UploadFolders {
  private readonly apollo = inject(Apollo);

  /** The id of the folder with that way below another one, for each of them; each is made once. */
  async below(
    rootId: string,
    ways: readonly (readonly string[])[],
  ): Promise<(way: readonly string[]) => string> {
    const ids = new Map<string, string>([['', rootId]]);
    for (const way of ways) {
      for (let depth = 1; depth <= way.length; depth += 1) {
        const [path, above] = [way.slice(0, depth).join('/'), way.slice(0, depth - 1).join('/')];
        if (ids.has(path)) continue;
        ids.set(path, await this.folder(ids.get(above) ?? rootId, way[depth - 1] ?? ''));
      }
    }
    return (way) => ids.get(way.join('/')) ?? rootId;
  }

  private async folder(parentId: string, name: string): Promise<string> {
    try {
      const input = { name, parentId, key: crypto.randomUUID() };
      return (await change(this.apollo, CreateFolderDocument, { input })).createFolder.id;
    } catch (error) {
      // One of that name is there already: what was dropped joins what is in it.
      const known = hasCode(error, 'CONFLICT') ? await this.known(parentId, name) : null;
      if (known === null) throw error;
      return known;
    }
  }

  private async known(folderId: string, name: string): Promise<string | null> {
    let after: string | null = null;
    do {
      const variables: { folderId: string; first: number; after: string | null } = {
        folderId,
        first: PAGE,
        after,
      };
      const { data } = await firstValueFrom(
        this.apollo.query({ query: FolderFoldersDocument, variables, fetchPolicy: 'network-only' }),
      );
      const children = data?.folder?.children;
      const found = children?.nodes.find((node) => node.__typename === 'Folder' && sameName(node.name, name));
      if (found) return found.id;
      after = children?.pageInfo.hasNextPage ? children.pageInfo.endCursor : null;
    } while (after !== null);
    return null;
  }
}

const sameName = (one: string, other: string): boolean =>
  one.normalize('NFC').toLowerCase() === other.normalize('NFC').toLowerCase();
