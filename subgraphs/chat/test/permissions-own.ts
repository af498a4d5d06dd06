import { aKey } from './chat.js';
import { type Input, type Row, all, byChannel, entity, inside, mutation } from './permission-rows.js';
import type { Scene } from './scene.js';

/** What of the member's alone there is in a scene; made once, found by the scene. */
interface Things {
  readonly draftId: string;
  readonly itemId: string;
  readonly scheduledId: string;
}

const things = new WeakMap<Scene, Things>();

const inAnHour = () => new Date(Date.now() + 3_600_000).toISOString();

const make = async (
  { chat, viewers }: Scene,
  name: string,
  input: Record<string, unknown>,
): Promise<string> => {
  const type = `${name.charAt(0).toUpperCase()}${name.slice(1)}Input`;
  const document = `mutation ($input: ${type}!) { ${name}(input: $input) { id } }`;
  const made = (await chat.must(viewers.member, document, { input: { ...input, key: aKey() } })) as {
    id: string;
  };
  return made.id;
};

/** The member types something, puts a message aside and writes something for later. */
async function withThings(scene: Scene): Promise<void> {
  const { channelId, messageId } = scene;
  things.set(scene, {
    draftId: await make(scene, 'saveDraft', { channelId, text: 'Not yet' }),
    itemId: await make(scene, 'saveItem', { messageId }),
    scheduledId: await make(scene, 'scheduleMessage', { channelId, text: 'Later', sendAt: inAnHour() }),
  });
}

const thingsOf = (scene: Scene): Things => {
  const found = things.get(scene);
  if (!found) throw new Error('Nothing was made in this scene');
  return found;
};

const byScheduled: Input = (scene) => ({ scheduledId: thingsOf(scene).scheduledId });
const READERS_DO_NOT = { reader: 'FORBIDDEN' } as const;
const ONLY_THE_MEMBER = all('NOT_FOUND', { member: 'ok' });

const prepared = (row: Row): Row => ({ ...row, prepare: withThings });

/** What is the viewer's alone: what they typed, put aside and will send, and where a channel stands. */
export const ofOwners: readonly Row[] = [
  mutation(
    'setSidebarPlace',
    '{ favorite }',
    (scene) => ({ ...byChannel(scene), favorite: true }),
    inside('NOT_FOUND'),
  ),
  mutation(
    'saveDraft',
    '{ text }',
    (scene) => ({ ...byChannel(scene), text: 'Not yet' }),
    inside('NOT_FOUND', READERS_DO_NOT),
  ),
  // What is not the viewer's is not there for them, so there is nothing left to throw away: 'ok' changes nothing.
  mutation(
    'discardDraft',
    '{ id }',
    (scene) => ({ draftId: thingsOf(scene).draftId }),
    all('ok'),
    withThings,
  ),
  mutation('saveItem', '{ id }', ({ messageId }) => ({ messageId, note: 'Ask' }), inside('NOT_FOUND')),
  mutation(
    'removeSavedItem',
    '{ id }',
    (scene) => ({ itemId: thingsOf(scene).itemId }),
    all('ok'),
    withThings,
  ),
  mutation(
    'scheduleMessage',
    '{ id }',
    (scene) => ({ ...byChannel(scene), text: 'Later', sendAt: inAnHour() }),
    inside('NOT_FOUND', READERS_DO_NOT),
  ),
  mutation(
    'updateScheduledMessage',
    '{ text }',
    (scene) => ({ ...byScheduled(scene), text: 'Other' }),
    ONLY_THE_MEMBER,
    withThings,
  ),
  mutation('cancelScheduledMessage', '{ id }', byScheduled, ONLY_THE_MEMBER, withThings),
  mutation('sendScheduledMessage', '{ text }', byScheduled, ONLY_THE_MEMBER, withThings),
  ...['pin', 'unpin'].map((deed) =>
    mutation(
      `${deed}Message`,
      '{ pinnedAt }',
      ({ messageId }) => ({ messageId }),
      inside('NOT_FOUND', { reader: 'FORBIDDEN', guest: 'FORBIDDEN' }),
    ),
  ),
  prepared(entity('Draft', (scene) => thingsOf(scene).draftId, all('null', { member: 'ok' }))),
  prepared(entity('SavedItem', (scene) => thingsOf(scene).itemId, all('null', { member: 'ok' }))),
  prepared(entity('ScheduledMessage', (scene) => thingsOf(scene).scheduledId, all('null', { member: 'ok' }))),
];
