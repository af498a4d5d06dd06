import { type Action, type PersonNow, type Viewer, newId } from '@parley/kit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestChat, aKey, startChat } from './chat.js';
import { permissions } from './permissions.js';
import { type Actor, type Cast, type Scene, aCast, aScene, actors } from './scene.js';

let chat: TestChat;
let cast: Cast;
beforeAll(async () => {
  chat = await startChat();
  cast = await aCast(chat);
});
afterAll(() => chat.stop());

interface Explanation {
  readonly allowed: boolean;
  readonly decidedBy: { readonly allows: boolean; readonly rule: string; readonly text: string };
  readonly steps: readonly { readonly allows: boolean; readonly text: string }[];
}

type Thing = 'channel' | 'message';

const ASK = (thing: Thing) => `query ($id: ID!, $userId: ID!, $action: Action!) {
  ${thing}(id: $id) { whyCan(userId: $userId, action: $action) { chatKey subject { id } } } }`;

const EXPLAIN = `query ($refs: [_Any!]!) { _entities(representations: $refs) { ... on AccessExplanation {
  allowed decidedBy { allows rule text } steps { allows text } } } }`;

interface Question {
  readonly thing: Thing;
  readonly id: string;
  readonly userId: string;
  readonly action: Action;
  readonly now: PersonNow;
}

/** Asks as the gateway does: for whom it is about, then, with what identity says of that person, for the answer. */
async function why(asker: Viewer | null, { thing, id, userId, action, now }: Question): Promise<Explanation> {
  const { whyCan } = (await chat.must(asker, ASK(thing), { id, userId, action })) as {
    whyCan: { chatKey: string; subject: { id: string } };
  };
  expect(whyCan.subject.id).toBe(userId);
  const reference = { __typename: 'AccessExplanation', chatKey: whyCan.chatKey, subject: { now } };
  const [explanation] = (await chat.must(asker, EXPLAIN, { refs: [reference] })) as [Explanation];
  return explanation;
}

/** The operation with which each thing is really done. */
const DEEDS: readonly (readonly [Thing, Action, string])[] = [
  ['channel', 'READ', 'Query.channel'],
  ['channel', 'JOIN', 'Mutation.joinChannel'],
  ['channel', 'POST', 'Mutation.sendMessage'],
  ['channel', 'INVITE', 'Mutation.inviteToChannel'],
  ['channel', 'MODERATE', 'Mutation.removeMember'],
  ['channel', 'MANAGE', 'Mutation.setMemberRole'],
  ['channel', 'EXPLAIN', 'Channel.whyCan'],
  ['message', 'READ', 'Query.message'],
  ['message', 'COMMENT', 'Mutation.addReaction'],
  ['message', 'EDIT', 'Mutation.editMessage'],
  ['message', 'DELETE', 'Mutation.deleteMessage'],
  ['message', 'MANAGE', 'Mutation.requestMessageAcknowledgement'],
  ['message', 'ACKNOWLEDGE', 'Mutation.acknowledgeMessage'],
  ['message', 'EXPLAIN', 'Message.whyCan'],
];

const deedNamed = (name: string) => {
  const row = permissions.find((each) => each.name === name);
  if (!row) throw new Error(`${name} has no row`);
  return row;
};

const ARCHIVE = `mutation ($input: ArchiveChannelInput!) { archiveChannel(input: $input) { id } }`;
const OPEN = `mutation ($input: UpdateChannelInput!) { updateChannel(input: $input) { id } }`;

/** The scene as it is, and as it is after something has happened to its channel. */
const SETTINGS: Readonly<Record<string, (scene: Scene) => Promise<unknown>>> = {
  'a channel': () => Promise.resolve(),
  'an archived channel': ({ viewers, channelId }) =>
    chat.must(viewers.owner, ARCHIVE, { input: { channelId, key: aKey() } }),
  'a channel where moderators write': ({ viewers, channelId }) =>
    chat.must(viewers.owner, OPEN, {
      input: { channelId, postingRole: 'MODERATOR', expectedVersion: 1, key: aKey() },
    }),
};

// Of people of another organisation, and of nobody, nothing is explained.
const EXPLAINED = actors.filter((actor) => actor !== 'nobody' && actor !== 'foreigner');

const cases = Object.keys(SETTINGS).flatMap((setting) =>
  DEEDS.map(([thing, action, deed]) => [setting, thing, action, deed] as const),
);

async function aSetting(setting: string): Promise<Scene> {
  const scene = await aScene(chat, cast);
  await SETTINGS[setting]?.(scene);
  return scene;
}

const viewerIn = ({ viewers }: Scene, actor: Actor): Viewer => {
  const viewer = viewers[actor];
  if (!viewer) throw new Error(`${actor} is nobody`);
  return viewer;
};

/** Who does it, each where nobody did before them: what is refused changes nothing, so the scene is set anew after deeds. */
async function whoDoes(setting: string, deed: string): Promise<Partial<Record<Actor, boolean>>> {
  const { run } = deedNamed(deed);
  const deeds: Partial<Record<Actor, boolean>> = {};
  let untouched: Scene | null = null;
  for (const actor of EXPLAINED) {
    const scene: Scene = untouched ?? (await aSetting(setting));
    deeds[actor] = (await run(scene, actor)) === 'ok';
    untouched = deeds[actor] ? null : scene;
  }
  return deeds;
}

test.each(cases)(
  'in %s, whether somebody may %s: %s is what %s does',
  async (setting, thing, action, deed) => {
    const verdicts: Partial<Record<Actor, boolean>> = {};
    const scene = await aSetting(setting);
    for (const actor of EXPLAINED) {
      const viewer = viewerIn(scene, actor);
      const id = thing === 'channel' ? scene.channelId : scene.messageId;
      const now = { viewer, barredBecause: null };
      const question = { thing, id, userId: viewer.id, action, now };
      const { allowed, decidedBy, steps } = await why(scene.viewers.owner, question);
      expect(decidedBy.allows).toBe(allowed);
      expect(steps.at(-1)?.text).toBe(decidedBy.text);
      verdicts[actor] = allowed;
    }
    expect(verdicts).toEqual(await whoDoes(setting, deed));
  },
);

test('what the viewer can is what would be explained of them', async () => {
  const scene = await aScene(chat, cast);
  const CAN = `query ($channelId: ID!, $messageId: ID!) {
    viewer { id } channel(id: $channelId) { viewerCan } message(id: $messageId) { viewerCan } }`;
  for (const actor of ['guest', 'reader', 'member', 'moderator', 'owner'] as const) {
    const viewer = viewerIn(scene, actor);
    const { data } = await chat.as(viewer).run(CAN, { ...scene });
    for (const [thing, action] of DEEDS) {
      const id = thing === 'channel' ? scene.channelId : scene.messageId;
      const question = { thing, id, userId: viewer.id, action, now: { viewer, barredBecause: null } };
      const { allowed } = await why(scene.viewers.owner, question);
      expect([actor, thing, action, data[thing].viewerCan.includes(action)]).toEqual([
        actor,
        thing,
        action,
        allowed,
      ]);
    }
  }
});

test('a refusal is told in the words of its explanation', async () => {
  const scene = await aScene(chat, cast);
  const { reader: viewer, owner } = scene.viewers;
  if (!viewer) throw new Error('The reader is nobody');
  const SEND = `mutation ($input: SendMessageInput!) { sendMessage(input: $input) { id } }`;
  const input = { channelId: scene.channelId, text: 'Hello', key: aKey() };
  const { errors } = await chat.as(viewer).run(SEND, { input });
  const now = { viewer, barredBecause: null };
  const { decidedBy } = await why(owner, {
    ...{ thing: 'channel', id: scene.channelId, userId: viewer.id, action: 'POST', now },
  });
  expect(errors?.map(({ message }) => message)).toEqual([decidedBy.text]);
});

test('who would not be let in may do nothing, for the reason that identity gives', async () => {
  const { channelId: id, memberId: userId, viewers } = await aScene(chat, cast);
  const now = { viewer: null, barredBecause: 'Their account is locked' };
  const question = { thing: 'channel', id, userId, action: 'READ', now } as const;
  expect(await why(viewers.owner, question)).toEqual({
    allowed: false,
    decidedBy: { allows: false, rule: 'ACCOUNT', text: 'Their account is locked' },
    steps: [{ allows: false, text: 'Their account is locked' }],
  });
});

test('nothing is explained of whom the viewer may not know, nor with what is said of somebody else', async () => {
  const { channelId: id, viewers } = await aScene(chat, cast);
  const { owner, foreigner, member, reader } = viewers;
  if (!foreigner || !member || !reader) throw new Error('Somebody is nobody');
  for (const userId of [foreigner.id, newId('user')]) {
    expect(await chat.codes(owner, ASK('channel'), { id, userId, action: 'READ' })).toEqual(['NOT_FOUND']);
  }
  const question = { thing: 'channel', id, userId: member.id, action: 'READ' } as const;
  expect(await why(owner, { ...question, now: { viewer: reader, barredBecause: null } })).toBeNull();
});

test('without identity there is no explanation', async () => {
  const { channelId, memberId, viewers } = await aScene(chat, cast);
  const reference = { __typename: 'AccessExplanation', chatKey: `${channelId} ${memberId} READ` };
  expect(await chat.codes(viewers.owner, EXPLAIN, { refs: [reference] })).toEqual(['UNAVAILABLE']);
});
