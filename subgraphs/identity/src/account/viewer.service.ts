import { follow, notFound, type LogEvent } from '@parley/kit';
import type { IdentityContext } from '../context.js';
import { viewerStream } from '../events.js';
import { findPass } from '../guest-pass/guest-pass.access.js';
import type { GuestPassRow } from '../guest-pass/guest-pass.table.js';
import { freshUser } from '../user/user.access.js';
import type { UserRow } from '../user/user.table.js';
import type { Viewer } from './viewer.js';

/**
 * Whoever is asking; null when nobody is signed in. The cursor is read before anything that is asked of the viewer, so
 * that no change falls between the answer and the stream.
 */
export async function readViewer(ctx: IdentityContext): Promise<Viewer | null> {
  if (!ctx.caller.shared && !ctx.caller.viewer) return null;
  return { ...ctx.viewer, accountCursor: await ctx.events.head(viewerStream(ctx.viewer.id)) };
}

/** A viewer by reference: only ever the one who asks. */
export const referredViewer = async (ctx: IdentityContext, id: string): Promise<Viewer | null> =>
  ctx.viewer.id === id ? readViewer(ctx) : null;

/** Follows the viewer's own account. */
export const followAccount = (
  ctx: IdentityContext,
  after: string | null | undefined,
): AsyncGenerator<LogEvent, void, undefined> => follow(ctx, viewerStream(ctx.viewer.id), after);

/** Position of a viewer's stream that the answer is exact at. */
export const accountCursorOf = async (ctx: IdentityContext, viewer: Viewer): Promise<string> =>
  viewer.accountCursor ?? ctx.events.head(viewerStream(viewer.id));

/** The public side of a viewer. */
export const userOfViewer = (ctx: IdentityContext, { id }: { readonly id: string }): Promise<UserRow> =>
  freshUser(ctx, id);

/** The pass that an event on the viewer's stream is about. */
export async function passOfEvent(ctx: IdentityContext, passId: string): Promise<GuestPassRow> {
  const pass = await findPass(ctx, passId);
  if (!pass) throw notFound('Guest pass');
  return pass;
}
