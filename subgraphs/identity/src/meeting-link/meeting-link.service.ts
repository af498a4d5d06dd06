import type { IdentityContext } from '../context.js';
import { organizationOf } from '../organization/organization.access.js';
import { fingerprint } from '../session/secrets.js';
import type { MeetingLobby } from './meeting-lobby.js';
import { openLink, saveLink } from './meeting-link.store.js';
import type { MeetingLinkRow } from './meeting-link.table.js';

/** The meeting whose link has that secret part, while visitors may come by it; held until the transaction ends. */
export const meetingOfLink = async (ctx: IdentityContext, token: string): Promise<MeetingLinkRow | null> =>
  (await openLink(ctx.db, fingerprint(token))) ?? null;

/** Takes in a link as meetings told of it. */
export const recordLink = (ctx: IdentityContext, link: MeetingLinkRow): Promise<void> =>
  saveLink(ctx.db, link);

/** Whose meeting it is, for whoever meetings has let see it: a name that its link is shown with, and nothing else. */
export async function lobbyOf(
  ctx: IdentityContext,
  { meetingId, organizationId }: Pick<MeetingLobby, 'meetingId' | 'organizationId'>,
): Promise<MeetingLobby> {
  const { name } = await organizationOf(ctx, organizationId);
  return { meetingId, organizationId, organizationName: name };
}
