import { aKey } from './chat.js';
import { aPng, send } from './files.js';
import { type Row, entity, inside } from './permission-rows.js';
import type { Scene } from './scene.js';

const fileOf = new WeakMap<Scene, string>();

/** A picture that stands in a message of the scene's channel. */
async function shown(scene: Scene): Promise<void> {
  const { chat, viewers, channelId } = scene;
  if (!viewers.member) throw new Error('The scene has a member');
  const { id } = await send(chat, viewers.member, { name: 'plan.png', bytes: aPng(4, 3) });
  await chat.must(
    viewers.member,
    `mutation ($input: SendMessageInput!) { sendMessage(input: $input) { id } }`,
    {
      input: { channelId, attachments: [{ fileId: id }], key: aKey() },
    },
  );
  fileOf.set(scene, id);
}

/** Files, and what is made of them. */
export const ofMedia: readonly Row[] = [
  { ...entity('File', (scene) => fileOf.get(scene) ?? '', inside('null')), prepare: shown },
];
