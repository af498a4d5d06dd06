import { aKey } from './chat.js';
import { aPng, send } from './files.js';
import { type Row, all, entity, mutation, query } from './permission-rows.js';
import type { Scene } from './scene.js';

const fileOf = new WeakMap<Scene, string>();
const emojiOf = new WeakMap<Scene, string>();

async function sent({ chat, viewers }: Scene): Promise<string> {
  if (!viewers.member) throw new Error('The scene has a member');
  return (await send(chat, viewers.member, { name: 'plan.png', bytes: aPng(4, 3) })).id;
}

/** A picture that stands in a message of the scene's channel. */
async function shown(scene: Scene): Promise<void> {
  const { chat, viewers, channelId } = scene;
  const id = await sent(scene);
  await chat.must(
    viewers.member,
    `mutation ($input: SendMessageInput!) { sendMessage(input: $input) { id } }`,
    {
      input: { channelId, attachments: [{ fileId: id }], key: aKey() },
    },
  );
  fileOf.set(scene, id);
}

/** An emoji that `member` made. */
async function drawn(scene: Scene): Promise<void> {
  const input = { name: `e${aKey().slice(0, 8)}`, fileId: await sent(scene), key: aKey() };
  const document = `mutation ($input: AddCustomEmojiInput!) { addCustomEmoji(input: $input) { id } }`;
  const { id } = (await scene.chat.must(scene.viewers.member, document, { input })) as { id: string };
  emojiOf.set(scene, id);
}

/** Files, and what is made of them. */
export const ofMedia: readonly Row[] = [
  {
    ...entity('CustomEmoji', (scene) => emojiOf.get(scene) ?? '', all('ok', { foreigner: 'null' })),
    prepare: drawn,
  },
  query('customEmoji', '{ customEmoji { id } }', () => ({}), all('ok')),
  mutation(
    'addCustomEmoji',
    '{ id }',
    (scene) => ({ name: `e${aKey().slice(0, 8)}`, fileId: fileOf.get(scene) }),
    // A picture that somebody else sent is nobody's to make an emoji of.
    all('NOT_FOUND', { member: 'ok', customer: 'FORBIDDEN', guest: 'FORBIDDEN', outsideGuest: 'FORBIDDEN' }),
    shown,
  ),
  mutation(
    'removeCustomEmoji',
    '{ id }',
    (scene) => ({ emojiId: emojiOf.get(scene) }),
    all('FORBIDDEN', { member: 'ok', foreigner: 'NOT_FOUND' }),
    drawn,
  ),
];
