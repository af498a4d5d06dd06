import {
  type Page,
  audit,
  conflict,
  load,
  newId,
  notFound,
  once,
  pageRequest,
  toPage,
  transaction,
} from '@parley/kit';
import type { IdentityContext } from '../context.js';
import { organizationOf } from '../organization/organization.access.js';
import { fingerprint } from '../session/secrets.js';
import type { SignedIn } from '../session/session.js';
import { countAddress, endSessions, forgiveAddress, openSession } from '../session/session.service.js';
import { checkLine, checkName } from '../user/user.rules.js';
import { makeGuest } from '../user/user.service.js';
import { accessPass, findPass, overseesGuests, requireInviting } from './guest-pass.access.js';
import type { GuestPass, GuestPassState } from './guest-pass.js';
import type {
  GuestPassesArgs,
  IssueGuestPassInput,
  RedeemGuestLinkInput,
  RevokeGuestPassInput,
} from './guest-pass.inputs.js';
import { checkGrants, checkSpan, isOpen, passState } from './guest-pass.rules.js';
import {
  countPasses,
  insertPass,
  openPassesOf,
  passByLink,
  passPage,
  setPassColumns,
  touchPass,
  unannouncedEnds,
} from './guest-pass.store.js';
import type { GuestPassRow } from './guest-pass.table.js';
import { freshPass, tellPassChanged } from './pass-news.service.js';
import { knowLink, passByMeetingLink } from './visitor.service.js';

const LONGEST_REASON = 500;

export { findPass as readGuestPass };

/** Passes that the viewer oversees or issued, newest first. */
export async function listGuestPasses(
  ctx: IdentityContext,
  args: GuestPassesArgs,
): Promise<Page<GuestPassRow>> {
  const { id, organizationId } = ctx.viewer;
  const selection = {
    organizationId,
    issuedById: overseesGuests(ctx) ? null : id,
    state: args.state ?? null,
  };
  const request = pageRequest(args);
  const [rows, total] = await Promise.all([
    passPage(ctx.db, selection, request),
    countPasses(ctx.db, selection),
  ]);
  return toPage(rows, request, (row) => [row.id], total);
}

const openPasses = (ctx: IdentityContext, guestIds: readonly string[]) => openPassesOf(ctx.db, guestIds);

/** The open pass of a guest, read together with others asked for at once; null for everybody else. */
export const passOfGuest = async (ctx: IdentityContext, guestId: string): Promise<GuestPassRow | null> =>
  (await load(ctx, openPasses, guestId)) ?? null;

/**
 * Invites a guest. The link is shown in the answer only; identity cannot know whether the issuer may invite to what
 * the pass names, so the owners of those things check that before they honour it.
 */
export function issueGuestPass(ctx: IdentityContext, input: IssueGuestPassInput): Promise<GuestPass> {
  return transaction(ctx, async (ctx) => {
    await requireInviting(ctx, 'issueGuestPass');
    const id = await once(ctx, 'issueGuestPass', input, () => makePass(ctx, input));
    const link = `${ctx.publicUrl.replace(/\/$/, '')}/guest/${ctx.secrets.guestLinkToken(id)}`;
    return Object.assign(await freshPass(ctx, id), { link });
  });
}

async function makePass(ctx: IdentityContext, input: IssueGuestPassInput): Promise<{ id: string }> {
  const { id: issuedById, organizationId } = ctx.viewer;
  const organization = await organizationOf(ctx, organizationId);
  const now = new Date();
  const startsAt = input.startsAt ?? now;
  checkSpan(startsAt, input.endsAt, now, organization.guestDays);
  const id = newId('guest_pass');
  await insertPass(ctx.db, {
    id,
    organizationId,
    issuedById,
    guestId: null,
    meetingId: null,
    name: checkName('name', input.name),
    grants: checkGrants(input.grants),
    email: input.email ?? null,
    phone: input.phone ?? null,
    linkHash: fingerprint(ctx.secrets.guestLinkToken(id)),
    startsAt,
    endsAt: input.endsAt,
    regionCode: organization.regionCode,
  });
  await audit(ctx, {
    action: 'issueGuestPass',
    targetId: id,
    details: { grants: input.grants, endsAt: input.endsAt },
  });
  await tellPassChanged(ctx, id);
  return { id };
}

/**
 * Enters with a guest link. The link of a pass stays good until that ends, each time for the same guest, so that
 * somebody may come back; what it opens never outlives the pass. By the link of a meeting everybody is a guest of their
 * own.
 */
export async function redeemGuestLink(ctx: IdentityContext, input: RedeemGuestLinkInput): Promise<SignedIn> {
  await countAddress(ctx);
  await knowLink(ctx, input.token);
  return transaction(ctx, async (ctx) => {
    const issued = await passByLink(ctx.db, fingerprint(input.token));
    const pass = issued ?? (await passByMeetingLink(ctx, input));
    if (!isOpen(pass, new Date())) throw notFound('Guest link');
    const { id: guestPassId, organizationId, regionCode, endsAt } = pass;
    const displayName = checkName('displayName', input.displayName);
    const userId = pass.guestId ?? (await makeGuest(ctx, { organizationId, displayName, regionCode }));
    if (!pass.guestId) {
      await setPassColumns(ctx.db, guestPassId, { guestId: userId });
      await tellPassChanged(ctx, guestPassId);
    }
    await touchPass(ctx.db, guestPassId);
    await forgiveAddress(ctx);
    return openSession(ctx, { userId, organizationId, guestPassId, endsAt });
  });
}

/** Ends a pass at once, and the sessions it opened. */
export function revokeGuestPass(ctx: IdentityContext, input: RevokeGuestPassInput): Promise<GuestPassRow> {
  return transaction(ctx, async (ctx) => {
    const { passId } = input;
    const pass = await accessPass(ctx, passId, 'revokeGuestPass');
    await once(ctx, 'revokeGuestPass', input, async () => {
      if (pass.revokedAt || pass.endsAt <= new Date()) throw conflict('This pass is over already');
      const revokeReason = input.reason == null ? null : checkLine('reason', input.reason, LONGEST_REASON);
      await setPassColumns(ctx.db, passId, { revokedAt: new Date(), revokeReason });
      await endSessions(ctx, { guestPassId: passId }, 'guest pass revoked');
      await audit(ctx, { action: 'revokeGuestPass', targetId: passId, details: { reason: revokeReason } });
      await tellPassChanged(ctx, passId);
      return { id: passId };
    });
    return freshPass(ctx, passId);
  });
}

/** Tells of passes that ran out and ends their sessions; run by the housekeeping job. */
export async function announcePassEnds(ctx: IdentityContext): Promise<void> {
  for (const pass of await unannouncedEnds(ctx.db, 200)) {
    await transaction(ctx, async (ctx) => {
      await setPassColumns(ctx.db, pass.id, { endAnnouncedAt: new Date() });
      await endSessions(ctx, { guestPassId: pass.id }, 'guest pass over');
      await tellPassChanged(ctx, pass.id);
    });
  }
}

/** Where a pass stands now. */
export const stateOf = (pass: GuestPass): GuestPassState => passState(pass, new Date());
