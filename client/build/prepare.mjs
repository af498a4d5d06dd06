/**
 * Makes what a build needs beside its sources: the Phosphor icons named in icons.json as two sprites, those that the
 * frame shows, and the others, which load beside the first page; the emoji picker's
 * data, which it would else fetch from a foreign host; and the style of formulas with the letters it asks for.
 */
import { copyFile, glob, mkdir, readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);
const names = JSON.parse(await readFile(new URL('../icons.json', import.meta.url), 'utf8'));

async function symbol(weight, name) {
  const file = weight === 'regular' ? name : `${name}-${weight}`;
  const svg = await readFile(require.resolve(`@phosphor-icons/core/${weight}/${file}.svg`), 'utf8');
  const inner = svg.replace(/^<svg[^>]*>/, '').replace(/<\/svg>\s*$/, '');
  return { id: file, svg: `<symbol id="icon-${file}" viewBox="0 0 256 256">${inner}</symbol>` };
}

const wanted = Object.entries(names).flatMap(([weight, list]) => list.map((name) => [weight, name]));
const symbols = await Promise.all(wanted.map(([weight, name]) => symbol(weight, name)));
symbols.sort((a, b) => (a.id < b.id ? -1 : 1));

/** The sources of the frame: what stands there is shown before any page is. */
const frame = 'src/app/{app*,core/**/*,shell/*,ui/{error-state,nav,panes}/*}.{ts,html}';
let words = '';
for await (const file of glob(frame, { cwd: new URL('..', import.meta.url) })) {
  words += await readFile(new URL(`../${file}`, import.meta.url), 'utf8');
}
const isFirst = ({ id }) => words.includes(`'${id}'`) || words.includes(`"${id}"`);
const sprite = (which) => `'<defs>${which.map(({ svg }) => svg).join('')}</defs>'`;

const folder = new URL('../src/generated/', import.meta.url);
await mkdir(folder, { recursive: true });
await writeFile(
  new URL('icons.ts', folder),
  `/** Icons of the frame. */
export const firstIcons = ${sprite(symbols.filter(isFirst))};

export type IconName =
${symbols.map(({ id }) => `  | '${id}'`).join('\n')};
`,
);
await writeFile(
  new URL('more-icons.ts', folder),
  `/** All other icons. */
export const moreIcons = ${sprite(symbols.filter((icon) => !isFirst(icon)))};
`,
);

await mkdir(new URL('emoji/', folder), { recursive: true });
await copyFile(
  require.resolve('emoji-picker-element-data/en/emojibase/data.json'),
  new URL('emoji/en.json', folder),
);

// Every browser we know reads woff2; the other two formats of each letter would be copied for nobody.
const math = await readFile(require.resolve('katex/dist/katex.min.css'), 'utf8');
await writeFile(
  new URL('math.css', folder),
  math
    .replaceAll(/,url\([^)]*\) format\("(?:woff|truetype)"\)/g, '')
    .replaceAll('url(fonts/', 'url(katex/dist/fonts/'),
);
