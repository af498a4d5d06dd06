import { test } from 'vitest';
import { startIdentity } from './subgraph.js';
import { asViewer } from '@parley/kit/testing';
import { writeFileSync } from 'node:fs';
test('x', async () => {
  const t = await startIdentity({ demo: true });
  writeFileSync('/tmp/identity.sdl.graphql', t.runtime.sdl);
  console.log(
    JSON.stringify(
      await asViewer(t, null).run(
        `mutation { signIn(input: {email:"elise.tremblay@northgate.ca", password:"parley-demo", key:"6a1bd3b8-4a34-4a6e-bb64-2f84a3d3bbd0"}) { ... on SignedIn { token {accessToken expiresAt} viewer { id permissions user { displayName } } } } }`,
      ),
    ),
  );
  await t.stop();
});
