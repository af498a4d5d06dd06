/**
 * Makes what a build needs beside its sources: the Phosphor icons named in icons.json as one inlined sprite, so that no
 * icon is fetched when it is first shown; the emoji picker's data, which it would else fetch from a foreign host; and
 * the style of formulas with the letters it asks for.
 */
import { copyFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);
const names = JSON.parse(await readFile(new URL('../icons.json', import.meta.url), 'utf8'));

async function symbol(weight, name) {
  const file = weight === 'regular' ? name : `${name}-${weight}`;
  const svg = await readFile(require.resolve(`@phosphor-icons/core/${weight}/${file}.svg`), 'utf8');
  const inner = svg.replace(/^<svg[^>]*>/, '').replace(/<\/svg>\s*$/, '');
  return { id: file, svg: `<svg id="${file}" viewBox="0 0 256 256" fill="currentColor">${inner}</svg>` };
}

const wanted = Object.entries(names).flatMap(([weight, list]) => list.map((name) => [weight, name]));
const symbols = await Promise.all(wanted.map(([weight, name]) => symbol(weight, name)));
symbols.sort((a, b) => (a.id < b.id ? -1 : 1));

const source = `export const iconSprite =
  '<svg><defs>${symbols.map(({ svg }) => svg).join('')}</defs></svg>';

export type IconName =
${symbols.map(({ id }) => `  | '${id}'`).join('\n')};
`;
const folder = new URL('../src/generated/', import.meta.url);
await mkdir(folder, { recursive: true });
await writeFile(new URL('icons.ts', folder), source);

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
