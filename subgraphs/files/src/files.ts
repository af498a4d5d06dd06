import { type SubgraphDefinition, deadLetterResolvers, defineSubgraph } from '@parley/kit';
import { people } from './people.js';
import { tree } from './tree.js';

export { filesConfig } from './config.js';

/** What the table of contents reads of the configuration. */
export interface FilesOptions {
  /** The largest file in bytes. */
  readonly FILE_MAX_SIZE?: number;
  /** Media types and endings that are taken, separated by commas; everything when left out. */
  readonly FILE_ALLOWED_TYPES?: string | undefined;
}

/** What files could not take in of others' events, for administrators. */
const deadLetters = deadLetterResolvers('files');

/** Files and folders, who may see them, and how they are followed; each part has a page of its own. */
export function files(_options: FilesOptions = {}): Promise<SubgraphDefinition> {
  return defineSubgraph({
    name: 'files',
    resolvers: [...deadLetters],
    tables: [...people.tables],
    migrations: [...tree.migrations],
    consumers: [...people.consumers],
  });
}
