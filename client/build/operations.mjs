/**
 * Writes the documents of the client as texts. As the trees that the code generator writes they would be a fifth of
 * the first page, for every page has all of them: they stand in one module.
 */
import { deepStrictEqual } from 'node:assert';
import { readFile, writeFile } from 'node:fs/promises';
import { print, stripIgnoredCharacters } from 'graphql';
import { documentOf, fragmentOf } from '../src/app/core/graphql/document.ts';

const SOURCE = new URL('../src/generated/source/operations.ts', import.meta.url);
const TARGET = new URL('../src/generated/graphql.ts', import.meta.url);

const exported = /^export const (\w+) = .* as unknown as DocumentNode<([^;]*)>;$/;
const isFragment = ({ kind }) => kind === 'FragmentDefinition';
const textOf = (definition) => stripIgnoredCharacters(print(definition));
const inSource = (text) => `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;

/** The definitions of a document in the order in which they are written: its own, and the fragments it needs. */
function partsOf(name, { definitions }) {
  const own = definitions.find((each) => !isFragment(each) || `${each.name.value}FragmentDoc` === name);
  return { own, others: definitions.filter((each) => each !== own) };
}

function check(name, document) {
  const { own, others } = partsOf(name, document);
  const read = documentOf(
    textOf(own),
    others.map((each) => fragmentOf(textOf(each))),
  );
  const plain = (definitions) => JSON.parse(JSON.stringify(definitions));
  deepStrictEqual(plain(read.definitions), plain([own, ...others]), `${name} is read as another document`);
}

/** Writes `src/generated/graphql.ts` of what the code generator wrote. */
export async function writeOperations(documents) {
  const lines = (await readFile(SOURCE, 'utf8')).split('\n');
  const fragments = new Map();
  const constants = lines.flatMap((line) => {
    const [, name, types] = exported.exec(line) ?? [];
    if (!name) return [];
    const document = documents[name];
    check(name, document);
    for (const each of document.definitions.filter(isFragment)) fragments.set(each.name.value, textOf(each));
    const { own, others } = partsOf(name, document);
    const needed = others.map(({ name: { value } }) => `fragment${value}`).join(', ');
    const text = inSource(textOf(own));
    return [
      `export const ${name} = /* @__PURE__ */ documentOf(${text}, [${needed}]) as DocumentNode<${types}>;`,
    ];
  });
  const shared = [...fragments].map(
    ([name, text]) => `const fragment${name} = /* @__PURE__ */ fragmentOf(${inSource(text)});`,
  );
  const types = lines.filter((line) => !line.startsWith('export const '));
  const imports = `import { documentOf, fragmentOf } from '../app/core/graphql/document';`;
  await writeFile(TARGET, [imports, ...types, ...shared, ...constants, ''].join('\n'));
}
