import { setTimeout } from 'node:timers/promises';
import type { Viewer } from '../../subgraphs/kit/src/index.js';
import { acting } from './acting.js';
import { PICTURE, playFiles, sendPicture } from './files-scene.js';
import type { Data, Product } from './product.js';
import { playRoom } from './room-scene.js';

/** What happened while somebody might have followed, and how to follow it. */
export interface Scene {
  /** Values for variables of subscriptions, by name, for each stream; `after` stands before everything that happened. */
  readonly streams: readonly Data[];
  /** A cursor that no stream has. */
  readonly foreignCursor: string;
  /** Repeats what is ephemeral, for those who listen now. */
  signal(): Promise<void>;
}

interface Acting {
  readonly product: Product;
  readonly channelId: string;
}

const LOOK_AGAIN_MS = 100;
const A_DAY_MS = 86_400_000;

const EVERYBODY = {
  owner: 'amara.okafor@northgate.ac.uk',
  member: 'jonas.lindqvist@northgate.ac.uk',
  guestOfADay: 'yusuf.demir@northgate.ac.uk',
};

const act = (product: Product, who: Viewer, name: string, input: Data, fields?: string): Promise<Data> =>
  acting(product)(who, name, input, fields);

/** One of every kind of event of a channel, so that what shows them has something to show. */
async function converse({ product, channelId }: Acting, owner: Viewer, member: Viewer): Promise<void> {
  const say = (who: Viewer, text: string, more: Data = {}) =>
    act(product, who, 'sendMessage', { channelId, text, ...more }, '{ id version }');
  const first = await say(owner, `Good morning [@Jonas](mention:${member.id})`);
  await act(product, member, 'addReaction', { messageId: first['id'], emoji: '👍' });
  await say(member, 'Good morning to you', { replyToId: first['id'] });
  const draft = await say(owner, 'A draft');
  const edited = { messageId: draft['id'], text: 'The final text', expectedVersion: draft['version'] };
  await act(product, owner, 'editMessage', edited);
  const mistake = await say(owner, 'A mistake');
  await act(product, owner, 'deleteMessage', { messageId: mistake['id'] });
  await act(product, member, 'markRead', { channelId, seq: 1 });
  const thread = await act(product, member, 'openThread', { discussableId: first['id'] });
  await say(member, 'An answer beside it', { threadId: thread['id'], alsoInChannel: true });
}

/** What is more than words: a question, a request to confirm, and something said before. */
async function ask({ product, channelId }: Acting, owner: Viewer): Promise<void> {
  const say = (more: Data) => act(product, owner, 'sendMessage', { channelId, ...more });
  const closesAt = new Date(Date.now() + A_DAY_MS).toISOString();
  const poll = { question: 'When?', options: ['Today', 'Tomorrow'], closesAt };
  await say({ text: 'A question', poll });
  const { id: messageId } = await say({ text: 'Please confirm', requireAcknowledgement: true });
  await act(product, owner, 'forwardMessage', { messageId, channelId });
}

/** Two pictures, one with words under it, and an address; what is shown of them comes a moment later. */
async function show({ product, channelId }: Acting, owner: Viewer): Promise<void> {
  const fileId = await product.send(owner, 'a.png', PICTURE);
  const { id: drawnId } = await sendPicture(product, acting(product), owner, { channelId });
  const attachments = [{ fileId, caption: 'A dot' }, { fileId: drawnId }];
  const { id: shownId } = await act(product, owner, 'sendMessage', {
    channelId,
    text: 'A picture',
    attachments,
  });
  await untilDrawn(product, owner, shownId);
  const { id } = await act(product, owner, 'sendMessage', { channelId, text: `See ${product.page}` });
  const query = 'query ($id: ID!) { message(id: $id) { linkPreviews { url } } }';
  for (let isShown = false; !isShown;) {
    await setTimeout(LOOK_AGAIN_MS);
    const { message } = (await product.run(owner, query, { id })) as { message: { linkPreviews: unknown[] } };
    isShown = message.linkPreviews.length > 0;
  }
}

/** What is made of the pictures of a message is told a moment after it was sent. */
async function untilDrawn(product: Product, owner: Viewer, id: unknown): Promise<void> {
  const query = 'query ($id: ID!) { message(id: $id) { attachments { file { renditions { ready } } } } }';
  for (let isDrawn = false; !isDrawn;) {
    await setTimeout(LOOK_AGAIN_MS);
    const { message } = (await product.run(owner, query, { id })) as {
      message: { attachments: { file: { renditions: { ready: boolean }[] } }[] };
    };
    isDrawn = message.attachments.some(({ file }) => file.renditions.some(({ ready }) => ready));
  }
}

/** People come, change and go; the channel gets a new name. */
async function move(
  { product, channelId }: Acting,
  owner: Viewer,
  member: Viewer,
  other: Viewer,
): Promise<void> {
  await act(product, owner, 'inviteToChannel', { channelId, userIds: [other.id] });
  await act(product, owner, 'setMemberRole', { channelId, userId: member.id, role: 'MODERATOR' });
  await act(product, owner, 'removeMember', { channelId, userId: other.id });
  await act(product, owner, 'updateChannel', { channelId, name: 'A new name', expectedVersion: 1 });
}

/** Somebody rings somebody, so that there is a device to signal to. */
async function call(product: Product, owner: Viewer, member: Viewer): Promise<Data> {
  const { id: callId } = await act(product, owner, 'startCall', { userId: member.id });
  const seat = await act(product, owner, 'moveCall', { callId, device: 'A scene' }, '{ participant { id } }');
  return { participantId: (seat['participant'] as Data)['id'] };
}

/** Plays the scene: everything that a channel can tell of, once. */
export async function playScene(product: Product): Promise<Scene> {
  const [owner, member, other] = await Promise.all([
    product.viewer(EVERYBODY.owner),
    product.viewer(EVERYBODY.member),
    product.viewer(EVERYBODY.guestOfADay),
  ]);
  const group = { kind: 'GROUP', name: 'A scene', memberIds: [member.id] };
  const { id, liveCursor } = await act(product, owner, 'createChannel', group, '{ id liveCursor }');
  const acting: Acting = { product, channelId: String(id) };
  await converse(acting, owner, member);
  await ask(acting, owner);
  await show(acting, owner);
  await move(acting, owner, member, other);
  const room = await playRoom(product, id, owner, member);
  const states = ['BUSY', 'AWAY'];
  return {
    streams: [
      { channelId: id, userIds: [member.id], after: liveCursor },
      ...(await playFiles(product, owner, member)),
      await call(product, owner, member),
      room.stream,
    ],
    foreignCursor: 'bm90IGEgY3Vyc29y',
    async signal() {
      await room.signal();
      await act(product, owner, 'setTyping', { channelId: id, active: true }, '');
      // Only a change of presence is told.
      for (const state of states) await act(product, member, 'setPresence', { state }, '{ state }');
    },
  };
}
