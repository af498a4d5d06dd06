/** Bundles the graph explorer into dist/explorer/, which the gateway serves: nothing comes from a CDN. */
import { cp, mkdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const here = fileURLToPath(new URL('.', import.meta.url));
const outdir = fileURLToPath(new URL('../dist/explorer', import.meta.url));

await mkdir(outdir, { recursive: true });
await build({
  absWorkingDir: here,
  outdir,
  entryPoints: {
    explorer: 'explorer.js',
    'editor.worker': 'monaco-editor/esm/vs/editor/editor.worker.js',
    'json.worker': 'monaco-editor/esm/vs/language/json/json.worker.js',
    'graphql.worker': 'monaco-graphql/esm/graphql.worker.js',
  },
  bundle: true,
  splitting: true,
  format: 'esm',
  target: 'es2022',
  minify: true,
  loader: { '.ttf': 'file', '.woff2': 'file' },
  assetNames: '[name]-[hash]',
  chunkNames: 'chunk-[hash]',
  define: { 'process.env.NODE_ENV': '"production"' },
  logLevel: 'error',
});
await cp(`${here}index.html`, `${outdir}/index.html`);
