import { unavailable } from '@parley/kit';
import { takeStep } from '../call/call.service.js';
import type { CallRow } from '../call/call.table.js';
import type { MeetingsContext } from '../context.js';
import { encryptionNow } from '../keys/media-key.service.js';
import { fingerprint } from '../link/links.js';
import { tellLink } from '../meeting/link-told.service.js';
import type { MeetingRow } from '../meeting/meeting.table.js';
import { defaultsOf } from '../meeting/room-kind.rules.js';
import { changeRoom, watch } from '../meeting/room-life.service.js';
import { tellMeeting, tellParticipant } from '../meeting/room-news.service.js';
import { changePlace, presentNow } from '../participant/place.service.js';
import { displayNameOf } from '../person/person.service.js';

const LONGEST_TITLE = 200;
const FIRST_LINK = 1;

/** What keeps calls from growing, and what to do about it, as a sentence; null when nothing does. */
export const growthMissing = ({ routed }: MeetingsContext): string | null => routed.missing;

/** @throws UNAVAILABLE where no media server could take the media of more than two */
export function checkMayGrow(ctx: MeetingsContext): void {
  const missing = growthMissing(ctx);
  if (missing !== null) throw unavailable(missing);
}

async function titleOf(ctx: MeetingsContext, { callerId, calleeId }: CallRow): Promise<string> {
  const names = [await displayNameOf(ctx, callerId), await displayNameOf(ctx, calleeId)];
  return names.join(', ').slice(0, LONGEST_TITLE).toWellFormed();
}

/**
 * The room of two becomes one of as many as come, with those who are in it where they are: their media goes by the media
 * server as soon as their devices have taken a seat there, and from device to device until then. Whoever held the keys
 * goes on to hold them. The call and its room are held by this transaction.
 */
export async function becomeRoom(
  ctx: MeetingsContext,
  call: CallRow,
  { id }: Pick<MeetingRow, 'id'>,
): Promise<MeetingRow> {
  checkMayGrow(ctx);
  const link = { id, linkEpoch: FIRST_LINK };
  const room = await changeRoom(
    ctx,
    { id },
    {
      ...{ kind: 'INSTANT', mode: 'ROUTED', title: await titleOf(ctx, call), createdById: call.callerId },
      ...{ encryption: await encryptionNow(ctx, id), ...defaultsOf('INSTANT') },
      ...{ linkEpoch: FIRST_LINK, linkHash: fingerprint(ctx.calls.links.tokenOf(link)) },
    },
  );
  await tellLink(ctx, room);
  await tellMeeting(ctx, id);
  // The two are equals: both keep order.
  for (const each of await presentNow(ctx, id)) {
    await tellParticipant(ctx, await changePlace(ctx, each, { role: 'HOST' }));
  }
  await takeStep(ctx, call, 'GROW', { heldById: null });
  return watch(ctx, room);
}
