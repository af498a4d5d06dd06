/**
 * Names every document of the client by the SHA-256 of its text. The text is taken where it would leave the client:
 * from the link at the end of Apollo, which adds what its cache needs to what the `.graphql` files say.
 *
 * node build/documents.mjs          src/generated/documents.ts, by which the client knows its documents, and
 *                                  src/generated/graphql.ts, which holds them
 * node build/documents.mjs commit   the same, and schema/documents.json, by which the gateway trusts them
 * node build/documents.mjs check    fails when schema/documents.json is not what the documents say
 */
import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { ApolloClient, ApolloLink, InMemoryCache } from '@apollo/client';
import { OperationTypeNode, getOperationAST, print } from 'graphql';
import { EMPTY } from 'rxjs';
import * as generated from '../src/generated/source/operations.ts';
import { writeOperations } from './operations.mjs';

const IDS = new URL('../src/generated/documents.ts', import.meta.url);
const FIRST = new URL('../src/generated/first-document.ts', import.meta.url);
const MANIFEST = new URL('../../schema/documents.json', import.meta.url);

/** The documents as Apollo hands them to the network, in the order in which they were asked. */
function sent(documents) {
  const seen = [];
  const link = new ApolloLink(({ query }) => {
    seen.push(query);
    return EMPTY;
  });
  const client = new ApolloClient({ link, cache: new InMemoryCache() });
  for (const document of documents) {
    const { operation } = getOperationAST(document);
    // Nobody answers, which Apollo reports as an error of each; what was asked is all that counts here.
    if (operation === OperationTypeNode.SUBSCRIPTION) client.subscribe({ query: document }).subscribe();
    else if (operation === OperationTypeNode.MUTATION) {
      client.mutate({ mutation: document }).catch(() => undefined);
    } else client.query({ query: document, fetchPolicy: 'no-cache' }).catch(() => undefined);
  }
  return seen;
}

function operationOf(document) {
  const { name, operation } = getOperationAST(document);
  const body = print(document);
  return { id: createHash('sha256').update(body).digest('hex'), name: name.value, type: operation, body };
}

const documents = Object.entries(generated).flatMap(([name, value]) =>
  name.endsWith('Document') ? [value] : [],
);
const operations = sent(documents)
  .map(operationOf)
  .sort((one, other) => (one.name < other.name ? -1 : 1));
if (operations.length !== documents.length) throw new Error('Apollo did not ask for every document once');

/** https://www.apollographql.com/docs/graphos/platform/security/persisted-queries: what tools for such lists read. */
const manifest = `${JSON.stringify({ format: 'apollo-persisted-query-manifest', version: 1, operations }, null, 2)}\n`;

const mode = process.argv[2];
if (mode === 'check') {
  if ((await readFile(MANIFEST, 'utf8').catch(() => '')) !== manifest) {
    process.stderr.write(
      "schema/documents.json is not what the client's documents say; run npm run codegen\n",
    );
    process.exitCode = 1;
  }
} else {
  const ids = operations.map(({ name, id }) => `  ${name}:\n    '${id}',`).join('\n');
  await writeFile(
    IDS,
    `/** SHA-256 of the text of every document, by the name of its operation. */\nexport const documentIds: Readonly<Record<string, string>> = {\n${ids}\n};\n`,
  );
  // The one operation that is sent before anything else is loaded.
  const first = operations.find(({ name }) => name === 'RenewSession');
  await writeFile(
    FIRST,
    `/** SHA-256 of the text of RenewSession. */\nexport const renewSessionId = '${first?.id}';\n`,
  );
  await writeOperations(generated);
  if (mode === 'commit') await writeFile(MANIFEST, manifest);
}
