import {
  type Page,
  type RequestContext,
  audit,
  conflict,
  hasPermission,
  invalid,
  isId,
  load,
  newId,
  notFound,
  once,
  pageRequest,
  toPage,
  transaction,
} from '@parley/kit';
import { tellOrganization } from '../account/account.service.js';
import type { IdentityContext } from '../context.js';
import { checkColleagues, requirePermission } from '../user/user.access.js';
import { checkName } from '../user/user.rules.js';
import type { LegalHoldsArgs, LiftLegalHoldInput, PlaceLegalHoldInput } from './legal-hold.inputs.js';
import { endHold, holdPage, holdsById, insertHold } from './legal-hold.store.js';
import type { LegalHoldRow } from './legal-hold.table.js';

const PERMISSION = 'MANAGE_RETENTION';
const SENTENCE = 'Only people who manage retention may do this';
const NAMED_AT_MOST = 100;
const REASON_LENGTH = 1_000;

const holds = (ctx: RequestContext, ids: readonly string[]) => holdsById(ctx.db, ids);

/** A hold of the viewer's organisation, for those who manage them; null for others. */
export async function findHold(ctx: IdentityContext, id: string): Promise<LegalHoldRow | null> {
  if (!hasPermission(ctx.viewer, PERMISSION)) return null;
  const hold = await load(ctx, holds, id);
  return hold?.organizationId === ctx.viewer.organizationId ? hold : null;
}

function checkReason(reason: string): string {
  const text = reason.trim();
  if (text === '' || text.length > REASON_LENGTH || !text.isWellFormed() || text.includes('\0')) {
    throw invalid('reason', `Say why, in at most ${String(REASON_LENGTH)} characters`);
  }
  return text;
}

function checkIds(field: string, ids: readonly string[] | null | undefined): string[] {
  const named = [...new Set(ids ?? [])];
  if (named.length > NAMED_AT_MOST) throw invalid(field, `At most ${String(NAMED_AT_MOST)} in one hold`);
  return named;
}

async function holdOf(
  ctx: IdentityContext,
  input: PlaceLegalHoldInput,
): Promise<Omit<LegalHoldRow, 'placedAt' | 'liftedAt'>> {
  const userIds = checkIds('userIds', input.userIds);
  const channelIds = checkIds('channelIds', input.channelIds);
  if (userIds.length + channelIds.length === 0) throw invalid('userIds', 'Name a person or a channel');
  // Which channels there are is chat's to know: one of another organisation holds nothing there.
  if (channelIds.some((id) => !isId('channel', id))) {
    throw invalid('channelIds', 'One of these is no channel');
  }
  await checkColleagues(ctx, userIds);
  return {
    id: newId('legal_hold'),
    organizationId: ctx.viewer.organizationId,
    name: checkName('name', input.name),
    reason: checkReason(input.reason),
    userIds,
    channelIds,
    placedById: ctx.viewer.id,
  };
}

const tell = (
  ctx: IdentityContext,
  { id, organizationId, userIds, channelIds }: Omit<LegalHoldRow, 'placedAt' | 'liftedAt'>,
  lifted: boolean,
): Promise<void> =>
  tellOrganization(ctx, organizationId, 'legalHoldChanged', {
    holdId: id,
    organizationId,
    userIds,
    channelIds,
    lifted,
  });

/** Keeps data of people and channels whatever retention and erasure say. */
export function placeLegalHold(ctx: IdentityContext, input: PlaceLegalHoldInput): Promise<LegalHoldRow> {
  return transaction(ctx, async (ctx) => {
    await requirePermission(ctx, PERMISSION, 'placeLegalHold', SENTENCE);
    const id = await once(ctx, 'placeLegalHold', input, async () => {
      const hold = await holdOf(ctx, input);
      await insertHold(ctx.db, hold);
      const { name, reason, userIds, channelIds } = hold;
      await audit(ctx, {
        action: 'placeLegalHold',
        targetId: hold.id,
        details: { name, reason, userIds, channelIds },
      });
      await tell(ctx, hold, false);
      return hold;
    });
    return reread(ctx, id);
  });
}

/** Ends a legal hold: what it alone kept goes with the next run of retention. */
export function liftLegalHold(ctx: IdentityContext, input: LiftLegalHoldInput): Promise<LegalHoldRow> {
  return transaction(ctx, async (ctx) => {
    await requirePermission(ctx, PERMISSION, 'liftLegalHold', SENTENCE);
    const id = await once(ctx, 'liftLegalHold', input, async () => {
      const reason = checkReason(input.reason);
      const hold = await findHold(ctx, input.holdId);
      if (!hold) throw notFound('Legal hold');
      if (!(await endHold(ctx.db, hold.id))) throw conflict('This hold has ended already');
      await audit(ctx, { action: 'liftLegalHold', targetId: hold.id, details: { reason } });
      await tell(ctx, hold, true);
      return hold;
    });
    return reread(ctx, id);
  });
}

async function reread(ctx: IdentityContext, id: string): Promise<LegalHoldRow> {
  const hold = (await holdsById(ctx.db, [id])).get(id);
  if (!hold) throw notFound('Legal hold');
  return hold;
}

const keyOf = ({ id }: LegalHoldRow): readonly string[] => [id];

/** An organisation's holds, for those who manage them; null for others. */
export async function listHolds(
  ctx: IdentityContext,
  organizationId: string,
  args: LegalHoldsArgs,
): Promise<Page<LegalHoldRow> | null> {
  if (!hasPermission(ctx.viewer, PERMISSION) || organizationId !== ctx.viewer.organizationId) return null;
  const request = pageRequest(args);
  return toPage(
    await holdPage(ctx.db, { organizationId, lifted: args.lifted ?? false }, request),
    request,
    keyOf,
  );
}
