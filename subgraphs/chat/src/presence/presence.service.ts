import { batchOf, invalid, load, type RequestContext } from '@parley/kit';
import { through } from '../live/through.js';
import { seesPerson } from '../person/person.access.js';
import { checkEmoji } from '../reaction/reaction.rules.js';
import type { Presence, PresenceSignal, PresencesSignal } from './presence.js';
import type { SetPresenceInput, SetStatusInput } from './presence.inputs.js';
import { checkStatus, checkUntil, looksDifferent, offline } from './presence.rules.js';
import { type DeviceSign, onlineMembers, presenceOf, saveChoice, saveStatus } from './presence.store.js';
import { takeSign, tell } from './sign-desk.js';
import { watch } from './watch.js';

/** Clients give a sign of life every minute; who misses two is offline. */
const HOLDS_SECONDS = 120;

const WATCHED_AT_MOST = 500;

/** Chooses a presence, or takes a device's sign of life: others are told only when what they see changes. */
export function setPresence(ctx: RequestContext, input: SetPresenceInput): Promise<Presence> {
  return input.automatic ? sign(ctx, input) : choose(ctx, input);
}

const signOf = ({ viewer }: RequestContext): Omit<DeviceSign, 'active' | 'call' | 'holdsSeconds'> => ({
  personId: viewer.id,
  organizationId: viewer.organizationId,
  // A program without a session is one device.
  device: viewer.sessionId ?? 'program',
});

async function sign(ctx: RequestContext, { state, until, inCall }: SetPresenceInput): Promise<Presence> {
  if (state === 'BUSY' || state === 'DO_NOT_DISTURB') throw invalid('state', 'Only people choose this');
  if (until) throw invalid('until', 'A device says how it is, not until when');
  return takeSign(ctx, {
    ...signOf(ctx),
    active: state === 'ONLINE',
    call: inCall ?? false,
    holdsSeconds: state === 'OFFLINE' ? 0 : HOLDS_SECONDS,
  });
}

async function choose(ctx: RequestContext, input: SetPresenceInput): Promise<Presence> {
  const until = checkUntil(input.until);
  const device = { ...signOf(ctx), active: true, call: false, holdsSeconds: HOLDS_SECONDS };
  const chosen = input.state === 'ONLINE' ? null : input.state;
  const move = await saveChoice(ctx.db, device, { chosen, until, inCall: input.inCall ?? false });
  if (!move) return offline(ctx.viewer.id);
  if (looksDifferent(move.before, move.after)) await tell(ctx, move.after);
  return move.after;
}

/** Sets a status in words, or takes it away. */
export async function setStatus(ctx: RequestContext, input: SetStatusInput): Promise<Presence> {
  const text = checkStatus(input.text);
  const emoji = input.emoji ? checkEmoji('emoji', input.emoji) : null;
  const until = text === null && emoji === null ? null : checkUntil(input.until);
  const now = await saveStatus(ctx.db, ctx.viewer, { text, emoji, until });
  if (!now) return offline(ctx.viewer.id);
  await tell(ctx, now);
  return now;
}

const findPresence = batchOf(presenceOf);

/** Where somebody is whom the viewer sees already; offline when never heard of. */
export const presenceIn = async (ctx: RequestContext, personId: string): Promise<Presence> =>
  (await load(ctx, findPresence, personId)) ?? offline(personId);

/** Members of a channel who are there now. */
export const onlineIn = (ctx: RequestContext, channelId: string): Promise<string[]> =>
  onlineMembers(ctx.db, channelId);

/** Those of these people whom the viewer may see; of others nothing is said, not even that they exist. */
async function visibleAmong(ctx: RequestContext, userIds: readonly string[]): Promise<string[]> {
  if (userIds.length > WATCHED_AT_MOST) {
    throw invalid('userIds', `At most ${String(WATCHED_AT_MOST)} people at a time`);
  }
  const seen = await Promise.all(userIds.map(async (id) => ((await seesPerson(ctx, id)) ? [id] : [])));
  return [...new Set(seen.flat())];
}

/** How people stand and how that changes, told together. */
export async function followPresences(
  ctx: RequestContext,
  userIds: readonly string[],
): Promise<AsyncGenerator<PresencesSignal, void, undefined>> {
  const ids = await visibleAmong(ctx, userIds);
  return through(watch(ctx, ids), async function* (source) {
    for await (const presences of source) yield { at: new Date(), presences };
  });
}

/** Changes of presence, one by one. */
export async function followPresence(
  ctx: RequestContext,
  userIds: readonly string[],
): Promise<AsyncGenerator<PresenceSignal, void, undefined>> {
  const ids = await visibleAmong(ctx, userIds);
  return through(watch(ctx, ids), async function* (source) {
    // The first tells how they stand: those who follow changes have read that already.
    await source.next();
    for await (const presences of source) {
      for (const presence of presences) yield { at: new Date(), presence };
    }
  });
}
