import { type Outcome, type TestAnswer, outcomeOf } from '@parley/kit/testing';
import { expect } from 'vitest';
import { aKey, take } from './chat.js';
import { type Row, all, byChannel, inside, stream } from './permission-rows.js';
import type { Actor, Scene } from './scene.js';

/** What the first answer of a stream amounts to; a stream that told of somebody else hid what was asked for. */
function whoIsThere(answer: TestAnswer | undefined, { memberId }: Scene): Outcome {
  if (!answer || answer.errors) return outcomeOf(answer);
  const { data } = answer;
  if (data.presences?.presences.length === 0) return 'empty';
  const about = data.presence?.presence.user.id as string | undefined;
  return about === undefined || about === memberId ? 'ok' : 'empty';
}

/** A stream of signals: they are made until the follower has heard one, or was refused. */
const signalled = (
  name: string,
  document: string,
  input: (scene: Scene, actor: Actor) => Record<string, unknown>,
  signal: (scene: Scene, actor: Actor) => Promise<void>,
  expected: Row['expected'],
): Row => ({
  name: `Subscription.${name}`,
  expected,
  async run(scene, actor) {
    const events = scene.chat.as(scene.viewers[actor]).follow(document, input(scene, actor));
    const heard: TestAnswer[] = [];
    const listening = take(events, 1).then((answers) => heard.push(...answers));
    const tried = async () => {
      if (heard.length === 0) await signal(scene, actor);
      return heard.length;
    };
    await expect.poll(tried).toBe(1);
    await listening;
    await events.return();
    return whoIsThere(heard[0], scene);
  },
});

const SET_PRESENCE = `mutation ($input: SetPresenceInput!) { setPresence(input: $input) { state } }`;

/** The member first and then the actor: who sees only themselves may not see the member. */
async function bothAppear({ chat, viewers, memberId }: Scene, actor: Actor): Promise<void> {
  if (!chat.listens(viewers[actor]?.id ?? memberId)) return;
  const member = viewers.member;
  for (const viewer of [member, viewers[actor] ?? member]) {
    for (const state of ['BUSY', 'ONLINE']) {
      const seen = viewer?.id === memberId || actor !== 'member';
      if (seen) await chat.must(viewer, SET_PRESENCE, { input: { state, key: aKey() } });
    }
  }
}

async function ownerTypes({ chat, viewers, channelId }: Scene, actor: Actor): Promise<void> {
  const who = actor === 'owner' ? viewers.moderator : viewers.owner;
  const input = { channelId, active: true, key: aKey() };
  await chat.must(who, `mutation ($input: SetTypingInput!) { setTyping(input: $input) }`, { input });
}

/** Every subscription of chat, and what each actor gets of it. */
export const subscriptions: readonly Row[] = [
  stream(
    'channelEvents',
    `subscription ($channelId: ID!) { channelEvents(channelId: $channelId) { cursor } }`,
    byChannel,
    inside('NOT_FOUND'),
  ),
  // Whoever keeps no order hears of the beginning alone; what others hear is in moderation-live.test.ts.
  stream('moderationSignals', `subscription { moderationSignals { reportId } }`, () => ({}), all('ok')),
  stream('sidebarEvents', `subscription { sidebarEvents { cursor } }`, () => ({}), all('ok')),
  signalled(
    'typing',
    `subscription ($channelId: ID!) { typing(channelId: $channelId) { at } }`,
    ({ channelId }) => ({ channelId }),
    ownerTypes,
    inside('NOT_FOUND'),
  ),
  signalled(
    'presence',
    `subscription ($ids: [ID!]!) { presence(userIds: $ids) { presence { user { id } } } }`,
    ({ memberId, viewers }, actor) => ({ ids: [memberId, viewers[actor]?.id ?? memberId] }),
    bothAppear,
    all('ok', { foreigner: 'empty', customer: 'empty', outsideGuest: 'empty' }),
  ),
  stream(
    'presences',
    `subscription ($memberId: ID!) { presences(userIds: [$memberId]) { presences { user { id } } } }`,
    ({ memberId }) => ({ memberId }),
    all('ok', { foreigner: 'empty', customer: 'empty', outsideGuest: 'empty' }),
    { outcome: whoIsThere },
  ),
];
