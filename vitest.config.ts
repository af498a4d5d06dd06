import { createRequire } from 'node:module';
import { resolve } from 'node:path';
import { defineConfig } from 'vitest/config';

const require = createRequire(import.meta.url);

// One copy of graphql whatever imports it: its classes are compared by identity.
const alias = [{ find: /^graphql$/, replacement: require.resolve('graphql') }];
const conditions = ['parley-source', 'node', 'development|production'];

const project = (name: string, root: string, options: object = {}) => ({
  resolve: { alias, conditions },
  ssr: { resolve: { conditions } },
  oxc: { decorator: { legacy: true } },
  test: {
    name,
    root: resolve(import.meta.dirname, root),
    include: ['**/*.test.ts'],
    exclude: ['**/dist/**', '**/node_modules/**'],
    server: { deps: { inline: [/@parley\//] } },
    // Files share their worker's modules: loading them anew for each file would cost a third of the run.
    isolate: false,
    retry: 0,
    sequence: { shuffle: true },
    testTimeout: 20_000,
    hookTimeout: 30_000,
    // For what comes to be so on a machine that others use too. Where a time is promised, a test measures it.
    expect: { poll: { timeout: 10_000 } },
    ...options,
  },
});

/** On a real PostgreSQL, and Redis where it is installed; started once for the whole run. */
const withServers = { globalSetup: [resolve(import.meta.dirname, 'vitest.setup.ts')] };

export default defineConfig({
  test: {
    projects: [
      // Its files define schemas of their own, which type-graphql would pile up in one module.
      project('kit', 'subgraphs/kit', { ...withServers, isolate: true }),
      project('identity', 'subgraphs/identity', withServers),
      project('chat', 'subgraphs/chat', withServers),
      project('files', 'subgraphs/files', withServers),
      project('meetings', 'subgraphs/meetings', withServers),
      project('gateway', 'gateway', withServers),
      project('schema', 'schema'),
      project('scripts', 'scripts'),
      project('client', 'client/src'),
    ],
  },
});
