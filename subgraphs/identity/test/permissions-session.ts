import {
  type PermissionRow,
  type Scene,
  EVERYBODY,
  F,
  H,
  MANAGER_READS,
  N,
  SIGNED_IN,
  U,
  answers,
  entity,
  key,
  mutation,
  query,
} from './permission-rows.js';
import { PASSWORD } from './subgraph.js';

const tokenOf = async ({ world, place }: Scene): Promise<string> => {
  const { createApiToken } = await world.ask(
    place.admin.viewer,
    `mutation ($input: CreateApiTokenInput!) { createApiToken(input: $input) { token { id } } }`,
    { input: { name: 'A token', scopes: ['READ'], key: key() } },
  );
  return createApiToken.token.id;
};

const sessionOf = async ({ world, member }: Scene) => (await world.signIn(member.email)).sessionId;

/** Who signs in, and by what: sessions, passwords, tokens. */
export const ofSessions: readonly PermissionRow[] = [
  query('viewer', '{ viewer { id } }', () => ({}), answers(H, null, null, null, null)),
  query('passports', '{ passports(credentials: ["parley_pat_guess"]) }', () => ({}), answers(F, F, F, F, F)),
  query('accountChanges', '{ accountChanges }', () => ({}), answers(F, F, F, F, F)),
  query('signInOptions', '{ signInOptions { password } }', () => ({}), EVERYBODY),
  mutation('signIn', ({ colleague }) => ({ email: colleague.email, password: PASSWORD }), EVERYBODY),
  // Nobody has a cookie here: what renews a session is the cookie, not the viewer.
  mutation('renewSession', () => ({}), answers(U, U, U, U, U)),
  mutation('signOut', () => ({}), SIGNED_IN),
  mutation(
    'revokeSession',
    async (scene) => ({ sessionId: await sessionOf(scene) }),
    answers(U, N, null, null, N),
  ),
  mutation(
    'changePassword',
    () => ({ current: PASSWORD, password: 'another good one' }),
    answers(U, F, null, null, null),
  ),
  mutation('createApiToken', () => ({ name: 'Made', scopes: ['READ'] }), answers(U, F, null, null, null)),
  mutation('revokeApiToken', async (scene) => ({ tokenId: await tokenOf(scene) }), answers(U, N, N, null, N)),
  {
    operation: 'Subscription.viewerEvents',
    document: 'subscription { viewerEvents { __typename } }',
    variables: () => ({}),
    answers: SIGNED_IN,
  },
  entity('Viewer', ({ member }) => ({ id: member.id }), answers(U, H, null, H, H)),
  entity(
    'Session',
    async (scene) => ({ id: await sessionOf(scene) }),
    answers(U, H, null, null, H),
    'device',
  ),
  entity('ApiToken', async (scene) => ({ id: await tokenOf(scene) }), MANAGER_READS, 'name'),
];
