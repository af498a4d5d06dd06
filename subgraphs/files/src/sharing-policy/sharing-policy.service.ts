import {
  type RequestContext,
  audit,
  batchOf,
  conflict,
  forbidden,
  hasPermission,
  load,
  once,
  transaction,
} from '@parley/kit';
import type { NodeAt } from '../node/node.table.js';
import type { SetSharingPolicyInput } from './sharing-policy.inputs.js';
import { USUAL, changedPolicy, watermarkIn } from './sharing-policy.rules.js';
import { saveSharingPolicy, sharingPoliciesById } from './sharing-policy.store.js';
import type { SharingPolicy, WatermarkPolicy } from './sharing-policy.js';

const findPolicies = batchOf(sharingPoliciesById);

/** What the viewer's organisation lays down for all that is shared. */
export const readSharingPolicy = async (ctx: RequestContext): Promise<SharingPolicy> =>
  (await load(ctx, findPolicies, ctx.viewer.organizationId)) ?? USUAL;

/** What is laid down for a file or folder: names that nobody who shares it can leave out. */
export const watermarkPolicyOf = async (
  ctx: RequestContext,
  { organizationId, region }: NodeAt,
): Promise<WatermarkPolicy> => watermarkIn((await load(ctx, findPolicies, organizationId)) ?? USUAL, region);

/**
 * Lays down what holds for all that is shared, from the next picture on: also where it was shared before. For those who
 * govern the organisation.
 */
export async function setSharingPolicy(
  ctx: RequestContext,
  input: SetSharingPolicyInput,
): Promise<SharingPolicy> {
  const { organizationId } = ctx.viewer;
  if (!hasPermission(ctx.viewer, 'MANAGE_ORGANIZATION')) {
    await audit(ctx, { action: 'setSharingPolicy', targetId: organizationId, refused: true });
    throw forbidden('Only people who manage the organisation may do this');
  }
  await transaction(ctx, (inner) =>
    once(inner, 'setSharingPolicy', input, async () => {
      const present = (await sharingPoliciesById(inner.db, [organizationId])).get(organizationId) ?? USUAL;
      const values = changedPolicy(present, input);
      if (!(await saveSharingPolicy(inner.db, organizationId, input.expectedVersion, values))) {
        throw conflict('Somebody else has changed it meanwhile; look at it again');
      }
      await audit(inner, { action: 'setSharingPolicy', targetId: organizationId, details: { ...values } });
      return { id: organizationId };
    }),
  );
  return readSharingPolicy(ctx);
}
