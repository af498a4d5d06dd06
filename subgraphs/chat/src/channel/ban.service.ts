import {
  type Page,
  type PageArgs,
  type RequestContext,
  audit,
  notFound,
  once,
  pageRequest,
  toPage,
  transaction,
} from '@parley/kit';
import { announce, announceToPeople } from './announce.service.js';
import type { LiftBanInput } from './ban.inputs.js';
import { findBans, liftBanOf } from './ban.store.js';
import { rightsIn } from './channel.access.js';
import type { MembershipRow } from './channel.table.js';
import { settledChannel } from './membership.service.js';

const keyOf = ({ id }: MembershipRow): readonly string[] => [id];

/** Who is shut out of a channel, who came last first; null for those who do not keep order in it. */
export async function listBans(
  ctx: RequestContext,
  channelId: string,
  args: PageArgs,
): Promise<Page<MembershipRow> | null> {
  if (!(await rightsIn(ctx, channelId)).has('MODERATE')) return null;
  const request = pageRequest(args);
  return toPage(await findBans(ctx.db, channelId, request), request, keyOf);
}

/** Lets somebody find the channel again; they are not in it by that. */
export async function liftBan(ctx: RequestContext, input: LiftBanInput): Promise<{ readonly id: string }> {
  const id = await transaction(ctx, (inner) =>
    once(inner, 'liftBan', input, async () => {
      const { channel } = await settledChannel(inner, input.channelId, 'MODERATE');
      const lifted = await liftBanOf(inner.db, channel.id, input.userId);
      if (!lifted) throw notFound('Member');
      await announce(inner, channel.id, 'memberChanged', {
        membershipId: lifted.id,
        personId: lifted.personId,
      });
      await audit(inner, {
        action: 'liftBan',
        targetId: channel.id,
        details: { userId: lifted.personId },
      });
      await announceToPeople(inner, [lifted.personId]);
      return lifted;
    }),
  );
  return { id };
}
