import {
  audit,
  batchOf,
  forbidden,
  hasPermission,
  load,
  newId,
  once,
  transaction,
  type Viewer,
} from '@parley/kit';
import type { MeetingsContext } from '../context.js';
import type { MediaRoomRow } from '../routed/media-seat.table.js';
import { roomPlaces } from '../routed/room-place.service.js';
import type { LatencyInput, SaveMediaRegionInput } from './media-region.js';
import type { MediaRegionRow } from './media-region.table.js';
import type { MediaPlacement } from './placement.js';
import { checkLatencies, checkRegion, placementOf, type Placement } from './region.rules.js';
import {
  allRegions,
  nameRegion,
  noteReach,
  reachesIn,
  regionsByCode,
  regionsById,
  saveRegion,
} from './region.store.js';

/** Batches. */
const findRegions = batchOf(regionsById);
const findByCode = batchOf(regionsByCode);

/** Whoever is signed in may know where media can run: rooms say where theirs does. */
const known = <T>(_viewer: Viewer, regions: T): T => regions;

/** Where media can run. */
export const listMediaRegions = (ctx: MeetingsContext): Promise<MediaRegionRow[]> =>
  known(ctx.viewer, allRegions(ctx.db));

/** A region by its id. */
export const readMediaRegion = async (ctx: MeetingsContext, id: string): Promise<MediaRegionRow | null> =>
  (await known(ctx.viewer, load(ctx, findRegions, id))) ?? null;

/** Makes a region or changes it; for those who manage media. */
export async function saveMediaRegion(
  ctx: MeetingsContext,
  input: SaveMediaRegionInput,
): Promise<MediaRegionRow> {
  const action = 'saveMediaRegion';
  if (!hasPermission(ctx.viewer, 'MANAGE_MEDIA')) {
    await audit(ctx, { action, targetId: null, details: { regionCode: input.regionCode }, refused: true });
    throw forbidden('Only who manages media may do this');
  }
  const settings = {
    ...{ code: input.regionCode, name: input.name.trim(), url: input.url ?? null },
    ...{ countries: input.countries ?? [], enabled: input.enabled },
  };
  const region = { id: newId('media_region'), ...settings };
  checkRegion(region);
  const id = await transaction(ctx, (inner) =>
    once(inner, action, input, async () => {
      const saved = await saveRegion(inner.db, region);
      await audit(inner, { action, targetId: saved.id, details: settings });
      return saved;
    }),
  );
  return (await readMediaRegion(ctx, id)) ?? region;
}

/** Each media server is a region, which somebody may give a better name. */
export async function nameServers(ctx: MeetingsContext, names: readonly string[]): Promise<void> {
  for (const code of names) await nameRegion(ctx.db, { id: newId('media_region'), code, name: code });
}

/** Whether its media server answers. */
export const isHealthy = (ctx: MeetingsContext, code: string): boolean =>
  ctx.routed.health.some(({ name, state }) => name === code && state === 'ready');

/** Notes from where somebody comes to a room: their country, and how far the regions are, as they measured. */
export async function noteComing(
  ctx: MeetingsContext,
  participantId: string,
  latencies: readonly LatencyInput[],
): Promise<void> {
  const { country } = ctx.viewer;
  await noteReach(ctx.db, { participantId, country, latencies: checkLatencies(latencies) });
}

/** Where a room whose people come from there is best placed; null where nothing speaks for any region. */
export async function placementFor(ctx: MeetingsContext, meetingId: string): Promise<Placement | null> {
  const regions = (await allRegions(ctx.db)).filter(({ enabled, code }) => enabled && isHealthy(ctx, code));
  const [only, another] = regions;
  if (only && !another) {
    const because = `${only.name} is the only region that can be used`;
    return { code: only.code, reason: 'ONLY', milliseconds: null, because };
  }
  return placementOf(regions, ctx.viewer.region, await reachesIn(ctx.db, meetingId));
}

const findPlaces = batchOf(roomPlaces);

/** Where the media of a meeting is, and why; null where it is nowhere. */
export const placeOfMeeting = async (ctx: MeetingsContext, meetingId: string): Promise<MediaRoomRow | null> =>
  (await load(ctx, findPlaces, meetingId)) ?? null;

/** Why the media of a meeting is there; null where it is nowhere, or nobody noted it. */
export async function placementOfMeeting(
  ctx: MeetingsContext,
  meetingId: string,
): Promise<MediaPlacement | null> {
  const place = await placeOfMeeting(ctx, meetingId);
  if (!place?.reason) return null;
  const { reason, milliseconds } = place;
  return { reason, milliseconds };
}

/** The region in which the media of a meeting runs now. */
export async function regionOfMeeting(
  ctx: MeetingsContext,
  meetingId: string,
): Promise<MediaRegionRow | null> {
  const place = await placeOfMeeting(ctx, meetingId);
  return place ? ((await load(ctx, findByCode, place.server)) ?? null) : null;
}
