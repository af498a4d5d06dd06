import { randomUUID } from 'node:crypto';
import { systemCaller, type Caller, type Runtime, type Viewer } from '@parley/kit';
import { asViewer, callerOf, testSubgraph, type TestAnswer, type TestSubgraph } from '@parley/kit/testing';
import { identity } from '../src/identity.js';

/** identity on a database of its own, without the demo. */
export const startIdentity = async (config: { readonly demo?: boolean } = {}): Promise<TestSubgraph> =>
  testSubgraph(
    await identity({
      TOKEN_SECRET: 'a secret of the tests, long enough to sign with',
      PUBLIC_URL: 'https://parley.test',
      PARLEY_DEMO: config.demo ?? false,
      NODE_ENV: 'test',
    }),
  );
