import { createRequire } from 'node:module';
import { defineConfig } from 'vitest/config';

const require = createRequire(import.meta.url);

// One copy of graphql whatever imports it: its classes are compared by identity.
const alias = [{ find: /^graphql$/, replacement: require.resolve('graphql') }];
const conditions = ['parley-source', 'node', 'development|production'];

const project = (name: string, include: string, options: object = {}) => ({
  resolve: { alias, conditions },
  ssr: { resolve: { conditions } },
  test: {
    name,
    root: import.meta.dirname,
    include: [include],
    server: { deps: { inline: [/@parley\//] } },
    retry: 0,
    sequence: { shuffle: true },
    testTimeout: 30_000,
    hookTimeout: 120_000,
    // For what comes to be so on a machine that others use too. Where a time is promised, a test measures it.
    expect: { poll: { timeout: 10_000 } },
    ...options,
  },
});

const stack = { globalSetup: ['./setup.ts'] };

export default defineConfig({
  test: {
    projects: [
      project('graph-embedded', 'graph/**/*.test.ts', stack),
      project('graph-distributed', 'graph/**/*.test.ts', stack),
      // Two browsers at a time are what two cores carry.
      project('browser', 'browser/**/*.test.ts', { ...stack, testTimeout: 60_000, fileParallelism: false }),
      // Each starts, and kills, a product of its own.
      project('faults', 'faults/**/*.test.ts', { testTimeout: 120_000, fileParallelism: false }),
    ],
  },
});
