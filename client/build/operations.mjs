/**
 * Writes the documents of the client as texts. As the trees that the code generator writes they would be a fifth of
 * the frame, which has all of them: they stand in one module. The texts of those that only pages ask load beside it.
 */
import { deepStrictEqual } from 'node:assert';
import { glob, readFile, writeFile } from 'node:fs/promises';
import { print, stripIgnoredCharacters } from 'graphql';
import { documentOf, fragmentOf } from '../src/app/core/graphql/document.ts';

const SOURCE = new URL('../src/generated/source/operations.ts', import.meta.url);
const TARGET = new URL('../src/generated/graphql.ts', import.meta.url);

const TEXTS = new URL('../src/generated/page-texts.ts', import.meta.url);
const APP = new URL('../src/app/', import.meta.url);
const FRAME = '{core,shell,sign-in}/**/*.graphql';

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

/** Names of what the frame and the way in ask. */
async function namesOfFrame() {
  const names = new Set();
  for await (const file of glob(FRAME, { cwd: APP })) {
    const text = await readFile(new URL(file, APP), 'utf8');
    for (const [, name] of text.matchAll(/^(?:query|mutation|subscription|fragment) (\w+)/gm)) {
      names.add(name);
    }
  }
  return names;
}

/** Writes `src/generated/graphql.ts`, and the texts of pages, of what the code generator wrote. */
export async function writeOperations(documents) {
  const lines = (await readFile(SOURCE, 'utf8')).split('\n');
  const frame = await namesOfFrame();
  const fragments = new Map();
  const ofFrame = new Set();
  const found = lines.flatMap((line) => {
    const [, name, types] = exported.exec(line) ?? [];
    if (!name) return [];
    check(name, documents[name]);
    const { own, others } = partsOf(name, documents[name]);
    for (const each of documents[name].definitions.filter(isFragment)) fragments.set(each.name.value, each);
    const isOfFrame = frame.has(own.name.value);
    if (isOfFrame) for (const each of [own, ...others]) ofFrame.add(each.name.value);
    return [{ name, types, own, others }];
  });
  const texts = [];
  const textFor = (definition) =>
    ofFrame.has(definition.name.value)
      ? inSource(textOf(definition))
      : String(texts.push(textOf(definition)) - 1);
  const shared = [...fragments].map(
    ([name, definition]) => `const fragment${name} = /* @__PURE__ */ fragmentOf(${textFor(definition)});`,
  );
  const constants = found.map(({ name, types, own, others }) => {
    const needed = others.map((each) => `fragment${each.name.value}`).join(', ');
    return `export const ${name} = /* @__PURE__ */ documentOf(${textFor(own)}, [${needed}]) as DocumentNode<${types}>;`;
  });
  const types = lines.filter((line) => !line.startsWith('export const '));
  const imports = `import { documentOf, fragmentOf } from '../app/core/graphql/document';`;
  await writeFile(TARGET, [imports, ...types, ...shared, ...constants, ''].join('\n'));
  const list = texts.map((text) => `  ${inSource(text)},\n`).join('');
  const comment = '/** Texts of what only pages ask. */';
  await writeFile(TEXTS, `${comment}\nexport const pageTexts: readonly string[] = [\n${list}];\n`);
}
