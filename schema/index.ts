import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

export { nodeTypes } from './nodes.js';
export { OWN_SUBGRAPH, ownSdl } from './own.js';
export { subgraphs, type SubgraphEntry } from './subgraphs.js';

/** Beside this file in the sources, one folder above it in the build. */
function schemaFile(name: string): string {
  const beside = fileURLToPath(new URL(`./${name}`, import.meta.url));
  return existsSync(beside) ? beside : fileURLToPath(new URL(`../${name}`, import.meta.url));
}

/** The composed supergraph, as committed: what the gateway plans over. */
export const loadSupergraph = (): string => readFileSync(schemaFile('supergraph.graphql'), 'utf8');

/** The API schema, as committed: what clients see. */
export const loadApi = (): string => readFileSync(schemaFile('api.graphql'), 'utf8');

/** The client's documents, as committed: a manifest in Apollo's format. */
export const loadDocuments = (): string => readFileSync(schemaFile('documents.json'), 'utf8');
