import { conflict, newId, notFound, once, transaction, unavailable } from '@parley/kit';
import type { IdentityContext } from '../context.js';
import { meetingOfLink } from '../meeting-link/meeting-link.service.js';
import type { MeetingLinkRow } from '../meeting-link/meeting-link.table.js';
import { organizationOf } from '../organization/organization.access.js';
import { fingerprint } from '../session/secrets.js';
import { endSessions } from '../session/session.service.js';
import { checkName } from '../user/user.rules.js';
import { makeGuest } from '../user/user.service.js';
import type { RedeemGuestLinkInput } from './guest-pass.inputs.js';
import { tellPassChanged } from './pass-news.service.js';
import {
  countVisits,
  hasLink,
  insertPass,
  openVisits,
  passesById,
  setPassColumns,
} from './guest-pass.store.js';
import type { GuestPassRow } from './guest-pass.table.js';

/** Longer than any meeting lasts. */
const LASTING_MS = 24 * 3_600_000;
const VISITORS_AT_MOST = 1_000;
/** What takes in what meetings tells. */
export const MEETINGS_CONSUMER = 'meetings';

async function makeVisitor(
  ctx: IdentityContext,
  link: MeetingLinkRow,
  name: string,
): Promise<{ id: string }> {
  const { meetingId, organizationId, title, createdById: issuedById } = link;
  if ((await countVisits(ctx.db, meetingId)) >= VISITORS_AT_MOST) {
    throw conflict(`At most ${String(VISITORS_AT_MOST)} visitors come to one meeting, and so many have`);
  }
  const { regionCode } = await organizationOf(ctx, organizationId);
  const displayName = checkName('displayName', name);
  const guestId = await makeGuest(ctx, { organizationId, displayName, regionCode });
  const [id, now] = [newId('guest_pass'), new Date()];
  await insertPass(ctx.db, {
    ...{ id, organizationId, issuedById, guestId, meetingId, name: title, email: null, phone: null },
    grants: [{ targetId: meetingId, actions: ['READ', 'JOIN', 'POST'] }],
    linkHash: fingerprint(ctx.secrets.guestLinkToken(id)),
    ...{ startsAt: now, endsAt: new Date(now.getTime() + LASTING_MS), regionCode },
  });
  await tellPassChanged(ctx, id);
  return { id };
}

/**
 * Makes sure that what meetings has told of its links by now is known here, where a link is not: meetings may have told
 * of it a moment ago. Call it before the transaction.
 * @throws UNAVAILABLE when meetings cannot be asked at this moment
 */
export async function knowLink(ctx: IdentityContext, token: string): Promise<void> {
  if ((await hasLink(ctx.db, fingerprint(token))) || (await meetingOfLink(ctx, token))) return;
  if (!(await ctx.subgraph.catchUp(MEETINGS_CONSUMER))) {
    throw unavailable('Meetings cannot be reached at the moment; try again');
  }
}

/**
 * A pass for whoever comes by the link of a meeting: for that meeting alone, and a new one for everybody who comes.
 * @throws NOT_FOUND where the link opens nothing
 */
export async function passByMeetingLink(
  ctx: IdentityContext,
  { token, displayName, key }: RedeemGuestLinkInput,
): Promise<GuestPassRow> {
  const link = await meetingOfLink(ctx, token);
  if (!link) throw notFound('Guest link');
  const input = { link: fingerprint(token), displayName, key };
  const id = await once(ctx, 'redeemGuestLink', input, () => makeVisitor(ctx, link, displayName));
  const pass = (await passesById(ctx.db, [id])).get(id);
  if (!pass) throw notFound('Guest link');
  return pass;
}

/** What visitors of a meeting came by is over for all but these, who are in it. */
export async function endVisits(
  ctx: IdentityContext,
  meetingId: string,
  stayingIds: readonly string[],
): Promise<void> {
  await transaction(ctx, async (inner) => {
    for (const { id } of await openVisits(inner.db, meetingId, stayingIds)) {
      await setPassColumns(inner.db, id, { revokedAt: new Date(), revokeReason: 'The link is over' });
      await endSessions(inner, { guestPassId: id }, 'guest pass over');
      await tellPassChanged(inner, id);
    }
  });
}
