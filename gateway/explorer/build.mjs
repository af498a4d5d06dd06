/**
 * Bundles the pages for developers, which the gateway serves: the graph explorer into dist/explorer/, the REST
 * reference into dist/reference/. Nothing comes from a CDN.
 */
import { cp, mkdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const here = fileURLToPath(new URL('.', import.meta.url));
const dist = (name) => fileURLToPath(new URL(`../dist/${name}`, import.meta.url));

/** @param page the HTML file of a page @param entryPoints its scripts and workers */
async function bundle(name, page, entryPoints) {
  const outdir = dist(name);
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
    // The client's design tokens are plain CSS under a name that Sass finds.
    loader: { '.ttf': 'file', '.woff2': 'file', '.scss': 'css' },
    assetNames: '[name]-[hash]',
    chunkNames: 'chunk-[hash]',
    define: { 'process.env.NODE_ENV': '"production"' },
    logLevel: 'error',
  });
  await cp(`${here}${page}`, `${outdir}/index.html`);
}

await bundle('explorer', 'index.html', {
  explorer: 'explorer.js',
  'editor.worker': 'monaco-editor/esm/vs/editor/editor.worker.js',
  'json.worker': 'monaco-editor/esm/vs/language/json/json.worker.js',
  'graphql.worker': 'monaco-graphql/esm/graphql.worker.js',
});
await bundle('reference', 'reference.html', { reference: 'reference.js' });
