import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ConfigError } from '@parley/kit';
import { loadDocuments as loadClientDocuments } from '@parley/schema';
import { Kind, parse, print, separateOperations } from 'graphql';
import { rootFieldsOf } from '../limits/structure.js';
import { hashOf, type TrustedDocument } from './trusted.js';

/** From `src` and from `dist` alike: what tsc does not copy is read where it was written. */
const folderOf = (name: string): string => fileURLToPath(new URL(`../../src/${name}/`, import.meta.url));
const PUBLISHED = folderOf('documents/published');
const REST = folderOf('rest/operations');

/**
 * Everything that is trusted: the documents of our client, those published for others, those behind REST, and the
 * operator's own. @param more a folder of `.graphql` files and of manifests in Apollo's format, `.json`; an earlier
 * version of `documents.json` is one @throws ConfigError
 */
export function loadTrusted(more?: string): readonly TrustedDocument[] {
  return [
    ...manifest(loadClientDocuments(), 'schema/documents.json'),
    ...documentsIn(PUBLISHED, true),
    ...documentsIn(REST),
    ...(more === undefined ? [] : documentsIn(more)),
  ];
}

/** Each operation of the `.graphql` files and manifests of a folder. */
function documentsIn(folder: string, isPublished = false): readonly TrustedDocument[] {
  const names = filesOf(folder);
  return names.flatMap((name) => {
    const path = join(folder, name);
    if (name.endsWith('.json')) return manifest(readFileSync(path, 'utf8'), path);
    return name.endsWith('.graphql') ? operationsIn(readFileSync(path, 'utf8'), path, isPublished) : [];
  });
}

function filesOf(folder: string): readonly string[] {
  try {
    return readdirSync(folder).sort();
  } catch (error) {
    // Whoever starts us named it, and is told in a sentence.
    throw new ConfigError([`The folder of documents ${folder} cannot be read: ${String(error)}`]);
  }
}

/** One document for each operation, with the fragments that it uses; fragments stand in the same file. */
export function operationsIn(text: string, origin: string, isPublished = false): readonly TrustedDocument[] {
  const separate = separateOperations(readable(text, origin));
  return Object.values(separate).map((document) => trustedOf(print(document), origin, isPublished));
}

function readable(text: string, origin: string) {
  try {
    return parse(text, { noLocation: true });
  } catch (error) {
    // The parser's sentence, with the file that it is about.
    throw new ConfigError([`${origin} is not GraphQL: ${String(error)}`]);
  }
}

function trustedOf(text: string, origin: string, isPublished: boolean): TrustedDocument {
  const document = readable(text, origin);
  const operations = document.definitions.filter((each) => each.kind === Kind.OPERATION_DEFINITION);
  const [definition] = operations;
  if (!definition?.name || operations.length > 1) {
    throw new ConfigError([`${origin}: a document is one operation with a name, which this is not: ${text}`]);
  }
  return {
    hash: hashOf(text),
    name: definition.name.value,
    kind: definition.operation,
    text,
    fields: rootFieldsOf(document, definition),
    isPublished,
  };
}

interface Manifest {
  readonly format?: unknown;
  readonly operations?: readonly {
    readonly id?: unknown;
    readonly name?: unknown;
    readonly body?: unknown;
  }[];
}

/** Reads Apollo's manifest format, and takes nobody's word for a hash. @throws ConfigError */
export function manifest(text: string, origin: string): readonly TrustedDocument[] {
  const { format, operations } = parsed(text, origin);
  if (format !== 'apollo-persisted-query-manifest' || !Array.isArray(operations)) {
    throw new ConfigError([`${origin} is not a manifest of format apollo-persisted-query-manifest`]);
  }
  return operations.map(({ id, body }: { id?: unknown; body?: unknown }) => {
    if (typeof body !== 'string') throw new ConfigError([`${origin}: "${String(id)}" has no body`]);
    const document = trustedOf(body, origin, false);
    if (document.hash !== id) {
      throw new ConfigError([`${origin}: ${document.name} is not called by its hash`]);
    }
    return document;
  });
}

function parsed(text: string, origin: string): Manifest {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? value : {};
  } catch (error) {
    // JSON.parse has no other way to say so, and does not know the file.
    throw new ConfigError([`${origin} is not JSON: ${String(error)}`]);
  }
}
