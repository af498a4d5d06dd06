import {
  audit,
  batchOf,
  conflict,
  forbidden,
  hasPermission,
  invalid,
  load,
  once,
  transaction,
} from '@parley/kit';
import type { FilesContext } from '../context.js';
import type { SetStoragePolicyInput } from './policy.inputs.js';
import { type Policy, changedPolicy, policyOf, takes } from './policy.rules.js';
import { policiesById, savePolicy } from './policy.store.js';

const findPolicies = batchOf(policiesById);

/** What may be stored in an organisation. */
export const policyFor = async (ctx: FilesContext, organizationId: string): Promise<Policy> =>
  policyOf(await load(ctx, findPolicies, organizationId), ctx.storage);

/** What may be stored where the viewer is. */
export const readPolicy = (ctx: FilesContext): Promise<Policy> => policyFor(ctx, ctx.viewer.organizationId);

/**
 * Refuses a file that is too large, or of a kind that is not taken.
 * @param mediaType by its content, or as its sender believes while there is none
 * @throws INVALID naming `size` or `name`
 */
export async function checkTaken(
  ctx: FilesContext,
  organizationId: string,
  file: { readonly name: string; readonly size: number; readonly mediaType: string },
): Promise<void> {
  const { maxFileSize, allowedTypes } = await policyFor(ctx, organizationId);
  if (file.size > maxFileSize) {
    throw invalid('size', `The file is too large: at most ${String(maxFileSize)} bytes are taken`);
  }
  if (!takes(allowedTypes, file.name, file.mediaType)) {
    throw invalid('name', 'Files of this kind are not taken here');
  }
}

/** Sets what may be stored; for those who manage storage. */
export async function setStoragePolicy(ctx: FilesContext, input: SetStoragePolicyInput): Promise<Policy> {
  const { organizationId } = ctx.viewer;
  if (!hasPermission(ctx.viewer, 'MANAGE_STORAGE')) {
    throw forbidden('Only people who manage storage may do this');
  }
  await transaction(ctx, (inner) =>
    once(inner, 'setStoragePolicy', input, async () => {
      const present = (await policiesById(inner.db, [organizationId])).get(organizationId);
      const values = changedPolicy(present, input, inner.storage);
      if (!(await savePolicy(inner.db, organizationId, input.expectedVersion, values))) {
        throw conflict('Somebody else has changed it meanwhile; look at it again');
      }
      await audit(inner, { action: 'setStoragePolicy', targetId: organizationId, details: { ...values } });
      return { id: organizationId };
    }),
  );
  return readPolicy(ctx);
}
