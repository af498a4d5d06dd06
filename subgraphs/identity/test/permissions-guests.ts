import { newId } from '@parley/kit';
import {
  type PermissionRow,
  type Scene,
  EVERYBODY,
  F,
  MANAGERS_OF_NEW_THINGS,
  MANAGER_READS,
  N,
  U,
  answers,
  entity,
  key,
  mutation,
  query,
} from './permission-rows.js';

const passOf = async ({ world, place }: Scene) => (await world.aPass(place.admin.viewer)).passId;

const holdOf = async ({ world, place, colleague }: Scene): Promise<string> => {
  const { placeLegalHold } = await world.ask(
    place.admin.viewer,
    `mutation ($input: PlaceLegalHoldInput!) { placeLegalHold(input: $input) { id } }`,
    { input: { name: 'A hold', reason: 'A court asks', userIds: [colleague.id], key: key() } },
  );
  return placeLegalHold.id;
};

const aGrant = () => [{ targetId: newId('channel'), actions: ['READ'] }];

const tomorrow = () => new Date(Date.now() + 86_400_000).toISOString();

/** Passes of guests, and legal holds. */
export const ofGuestsAndHolds: readonly PermissionRow[] = [
  query(
    'guestPass',
    'query ($id: ID!) { guestPass(id: $id) { id } }',
    async (scene) => ({ id: await passOf(scene) }),
    MANAGER_READS,
  ),
  query(
    'guestPasses',
    '{ guestPasses { nodes { id } } }',
    async (scene) => {
      await passOf(scene);
      return {};
    },
    MANAGER_READS,
  ),
  mutation(
    'redeemGuestLink',
    async ({ world, place }) => ({
      token: (await world.aPass(place.admin.viewer)).token,
      displayName: 'A guest',
    }),
    EVERYBODY,
  ),
  // Each invites to their own organisation; what is named is for its owner to honour.
  mutation(
    'issueGuestPass',
    () => ({ name: 'Made', grants: aGrant(), endsAt: tomorrow() }),
    answers(U, F, F, null, null),
  ),
  mutation('revokeGuestPass', async (scene) => ({ passId: await passOf(scene) }), answers(U, N, N, null, N)),
  mutation(
    'placeLegalHold',
    ({ colleague }) => ({ name: 'Made', reason: 'A court asks', userIds: [colleague.id] }),
    MANAGERS_OF_NEW_THINGS,
  ),
  mutation(
    'liftLegalHold',
    async (scene) => ({ holdId: await holdOf(scene), reason: 'Settled' }),
    MANAGERS_OF_NEW_THINGS,
  ),
  entity('GuestPass', async (scene) => ({ id: await passOf(scene) }), MANAGER_READS, 'name'),
  entity('LegalHold', async (scene) => ({ id: await holdOf(scene) }), MANAGER_READS, 'name'),
];
