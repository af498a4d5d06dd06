import { type RequestContext, audit, forbidden, hasPermission, once, transaction } from '@parley/kit';
import { changeOwn, wakeOwner } from '../sidebar/own-change.service.js';
import type { SetOrganizationReadReceiptsInput, SetReadReceiptsInput } from './receipt-setting.inputs.js';
import type { ReadReceiptSetting } from './receipt-setting.js';
import { hiddenBy, showIn, showOf } from './receipt-setting.store.js';

/** What the viewer and their organisation chose. */
export async function readReceiptSetting(ctx: RequestContext): Promise<ReadReceiptSetting> {
  const { id, organizationId } = ctx.viewer;
  const hidden = await hiddenBy(ctx.db, [id, organizationId]);
  return { own: !hidden.has(id), organization: !hidden.has(organizationId) };
}

/** Chooses whether the viewer shows how far they have read, from now on and everywhere. */
export async function setReadReceipts(
  ctx: RequestContext,
  input: SetReadReceiptsInput,
): Promise<ReadReceiptSetting> {
  await transaction(ctx, (inner) =>
    once(inner, 'setReadReceipts', input, async () => {
      await showOf(inner.db, inner.viewer.id, input.shown);
      await changeOwn(inner, inner.viewer.id, 'readReceiptsChanged', inner.viewer.id);
      return inner.viewer;
    }),
  );
  await wakeOwner(ctx, ctx.viewer.id);
  return readReceiptSetting(ctx);
}

const REFUSAL = 'Only those who manage the organisation choose this for everybody';

/** Chooses the same for everybody of the organisation. */
export async function setOrganizationReadReceipts(
  ctx: RequestContext,
  input: SetOrganizationReadReceiptsInput,
): Promise<ReadReceiptSetting> {
  const act = { action: 'setOrganizationReadReceipts', targetId: ctx.viewer.organizationId };
  if (!hasPermission(ctx.viewer, 'MANAGE_ORGANIZATION')) {
    await audit(ctx, { ...act, refused: true });
    throw forbidden(REFUSAL);
  }
  await transaction(ctx, (inner) =>
    once(inner, 'setOrganizationReadReceipts', input, async () => {
      const { organizationId } = inner.viewer;
      await showIn(inner.db, organizationId, input.shown);
      await audit(inner, { ...act, details: { shown: input.shown } });
      return { id: organizationId };
    }),
  );
  return readReceiptSetting(ctx);
}
