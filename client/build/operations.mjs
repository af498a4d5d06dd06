/**
 * Gives every document a module of its own, so that a page loads those it asks and no others: one file with all of
 * them would be a part of the first page. Fragments are modules too, which documents share.
 */
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';

const SOURCE = new URL('../src/generated/source/operations.ts', import.meta.url);
const TYPES = new URL('../src/generated/graphql.ts', import.meta.url);
const FOLDER = new URL('../src/generated/operations/', import.meta.url);

const typed = /^export const (\w+) = .* as unknown as DocumentNode<([^;]*)>;$/;

/** A fragment or operation as a module, or part of one. */
function moduleOf(name, document, types) {
  const [own, ...others] = document.definitions.toSorted(
    (one, other) =>
      Number(isFragment(one)) - Number(isFragment(other)) || isOwn(other, name) - isOwn(one, name),
  );
  const fragments = isFragment(own) ? [own, ...others] : others;
  const imports = fragments.map(
    ({ name: { value } }) => `import { definition as ${value} } from './${value}.fragment';\n`,
  );
  const definitions = [
    ...(isFragment(own) ? [] : [JSON.stringify(own)]),
    ...fragments.map(({ name: { value } }) => value),
  ];
  const names = types.match(/\b[A-Z]\w*\b/g)?.filter((each) => !['Exact', 'Array'].includes(each)) ?? [];
  const wanted = [...new Set(names)].filter((each) =>
    /(?:Query|Mutation|Subscription|Fragment|Variables)$/.test(each),
  );
  return `import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
import type { ${wanted.join(', ')} } from '../graphql';
${imports.join('')}
export const ${name} = {
  kind: 'Document',
  definitions: [${definitions.join(', ')}],
} as unknown as TypedDocumentNode<${types}>;
`;
}

const isFragment = ({ kind }) => kind === 'FragmentDefinition';
const isOwn = (definition, name) => Number(`${definition.name.value}FragmentDoc` === name);

/** Writes `src/generated/graphql.ts` and the modules it names from what the code generator wrote. */
export async function splitOperations(documents) {
  const lines = (await readFile(SOURCE, 'utf8')).split('\n');
  const exported = lines.flatMap((line) => {
    const [, name, types] = typed.exec(line) ?? [];
    return name ? [{ name, types }] : [];
  });
  await rm(FOLDER, { recursive: true, force: true });
  await mkdir(FOLDER, { recursive: true });
  const fragments = new Map();
  for (const { name, types } of exported) {
    const document = documents[name];
    for (const definition of document.definitions.filter(isFragment)) {
      fragments.set(definition.name.value, definition);
    }
    await writeFile(new URL(`${name}.ts`, FOLDER), moduleOf(name, document, types));
  }
  for (const [name, definition] of fragments) {
    const text = `export const definition = ${JSON.stringify(definition)};\n`;
    await writeFile(new URL(`${name}.fragment.ts`, FOLDER), text);
  }
  const types = lines.filter(
    (line) => !line.startsWith('export const ') && !line.includes('TypedDocumentNode'),
  );
  const names = exported.map(({ name }) => `export { ${name} } from './operations/${name}';`);
  await writeFile(TYPES, `${types.join('\n').trimEnd()}\n\n${names.join('\n')}\n`);
}
