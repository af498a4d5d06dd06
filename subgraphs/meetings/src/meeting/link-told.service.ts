import type { MeetingsContext } from '../context.js';
import { type MeetingLinkTold, toldStream } from '../events.js';
import { presentNow } from '../participant/place.service.js';
import type { MeetingRow } from './meeting.table.js';

/**
 * Tells identity, which lets guests in, by which link and for how long that may be; in the transaction that changed it.
 * Whoever is in stays, whatever becomes of the link they came by.
 */
export async function tellLink(ctx: MeetingsContext, meeting: MeetingRow): Promise<void> {
  const { id: meetingId, organizationId, title, linkHash, createdById, finishedAt, guests } = meeting;
  const present = finishedAt ? [] : await presentNow(ctx, meetingId);
  const told: MeetingLinkTold = {
    ...{ meetingId, organizationId, title, linkHash, createdById },
    ...{ isOpen: guests && finishedAt === null, stayingIds: present.map(({ personId }) => personId) },
  };
  await ctx.events.publish(toldStream(meetingId), 'meetingLinkTold', told);
}
