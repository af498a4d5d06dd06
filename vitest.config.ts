import { createRequire } from 'node:module';
import { defineConfig } from 'vitest/config';

const require = createRequire(import.meta.url);

// One copy of graphql whatever imports it: its classes are compared by identity.
const alias = [{ find: /^graphql$/, replacement: require.resolve('graphql') }];
const conditions = ['parley-source', 'node', 'development|production'];

const project = (name: string, root: string) => ({
  resolve: { alias, conditions },
  ssr: { resolve: { conditions } },
  oxc: { decorator: { legacy: true } },
  test: {
    name,
    root,
    include: ['**/*.test.ts'],
    exclude: ['dist/**', 'node_modules/**'],
    globalSetup: ['../../vitest.setup.ts'],
    server: { deps: { inline: [/@parley\//] } },
    retry: 0,
    sequence: { shuffle: true },
    testTimeout: 20_000,
    hookTimeout: 30_000,
  },
});

export default defineConfig({
  test: {
    projects: [project('kit', 'subgraphs/kit'), project('identity', 'subgraphs/identity'), project('chat', 'subgraphs/chat')],
  },
});
