/**
 * Bundles the pages for developers, which the gateway serves: the graph explorer into dist/explorer/, the REST
 * reference into dist/reference/. Nothing comes from a CDN.
 */
import { cp, mkdir, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { brotliCompress, gzip } from 'node:zlib';
import { build } from 'esbuild';

const here = fileURLToPath(new URL('.', import.meta.url));
const dist = (name) => fileURLToPath(new URL(`../dist/${name}`, import.meta.url));

/** GraphiQL's style sheet carries fonts of its own; the pages are written in ours. */
const ownFonts = {
  name: 'own-fonts',
  setup({ onLoad }) {
    onLoad({ filter: /[\\/](@graphiql|graphiql)[\\/].*\.css$/ }, async ({ path }) => ({
      contents: (await readFile(path, 'utf8')).replaceAll(/@font-face\s*\{[^}]*\}/g, (face) =>
        /codicon/.test(face) ? face : '',
      ),
      loader: 'css',
    }));
  },
};

/** Each text beside itself as browsers take it; the gateway serves what is smallest. */
async function compress(folder) {
  const names = (await readdir(folder)).filter((name) => /\.(js|css|html|ttf)$/.test(name));
  await Promise.all(
    names.map(async (name) => {
      const file = join(folder, name);
      const text = await readFile(file);
      await writeFile(`${file}.gz`, await promisify(gzip)(text));
      await writeFile(`${file}.br`, await promisify(brotliCompress)(text));
    }),
  );
}

/** @param page the HTML file of a page @param entryPoints its scripts and workers */
async function bundle(name, page, entryPoints) {
  const outdir = dist(name);
  await rm(outdir, { recursive: true, force: true });
  await mkdir(outdir, { recursive: true });
  await build({
    absWorkingDir: here,
    outdir,
    entryPoints,
    bundle: true,
    splitting: true,
    format: 'esm',
    target: 'es2022',
    minify: true,
    // The titles of GraphiQL's icons are the names of its functions.
    keepNames: true,
    plugins: [ownFonts],
    // The client's design tokens are plain CSS under a name that Sass finds.
    loader: { '.ttf': 'file', '.woff2': 'file', '.scss': 'css' },
    assetNames: '[name]-[hash]',
    chunkNames: 'chunk-[hash]',
    define: { 'process.env.NODE_ENV': '"production"' },
    logLevel: 'error',
  });
  await cp(`${here}${page}`, `${outdir}/index.html`);
  await compress(outdir);
}

await bundle('explorer', 'index.html', {
  explorer: 'explorer.js',
  'editor.worker': 'monaco-editor/esm/vs/editor/editor.worker.js',
  'json.worker': 'monaco-editor/esm/vs/language/json/json.worker.js',
  'graphql.worker': 'monaco-graphql/esm/graphql.worker.js',
});
await bundle('reference', 'reference.html', { reference: 'reference.js' });
