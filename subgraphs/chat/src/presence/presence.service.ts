import { type RequestContext, invalid, load, signals } from '@parley/kit';
import { batchOf } from '../batch.js';
import { presenceTopic } from '../events.js';
import { through } from '../live/through.js';
import { seesPerson } from '../person/person.access.js';
import type { Presence, PresenceSignal } from './presence.js';
import type { SetPresenceInput } from './presence.inputs.js';
import { onlineMembers, presenceOf, savePresence } from './presence.store.js';
import { Watch } from './watch.js';

/** Clients give a sign of life every minute; who misses two is offline. */
const HOLDS_SECONDS = 120;

const WATCHED_AT_MOST = 500;

/** Chooses a presence, and is a sign of life: others are told only when what they see changes. */
export async function setPresence(ctx: RequestContext, input: SetPresenceInput): Promise<Presence> {
  const { viewer } = ctx;
  if (input.until && input.until <= new Date()) throw invalid('until', 'Choose a time to come');
  const before = await savePresence(ctx.db, {
    personId: viewer.id,
    organizationId: viewer.organizationId,
    state: input.state,
    until: input.until ?? null,
    holdsSeconds: HOLDS_SECONDS,
  });
  if (before !== input.state) {
    await ctx.events.signal(presenceTopic(viewer.id), { at: new Date(), personId: viewer.id });
  }
  return presenceIn(ctx, viewer.id);
}

const findPresence = batchOf(presenceOf);

/** Where somebody is whom the viewer sees already; offline when never heard of. */
export async function presenceIn(ctx: RequestContext, personId: string): Promise<Presence> {
  const known = await load(ctx, findPresence, personId);
  return known ?? { personId, state: 'OFFLINE', until: null, lastActiveAt: null };
}

/** Members of a channel who are there now. */
export const onlineIn = (ctx: RequestContext, channelId: string): Promise<string[]> =>
  onlineMembers(ctx.db, channelId);

/** Changes of presence of people whom the viewer may see; of others nothing is said, not even that they exist. */
export async function followPresence(
  ctx: RequestContext,
  userIds: readonly string[],
): Promise<AsyncGenerator<PresenceSignal, void, undefined>> {
  if (userIds.length > WATCHED_AT_MOST) {
    throw invalid('userIds', `At most ${String(WATCHED_AT_MOST)} people at a time`);
  }
  const seen = await Promise.all(userIds.map(async (id) => ((await seesPerson(ctx, id)) ? [id] : [])));
  const ids = [...new Set(seen.flat())];
  const topics = ids.map(presenceTopic);
  return through(signals<PresenceSignal>(ctx, topics), (source) => new Watch(ctx, ids).changes(source));
}
