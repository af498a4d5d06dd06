import {
  audit,
  batchOf,
  forbidden,
  hasPermission,
  load,
  notFound,
  type RequestContext,
  transaction,
  type Viewer,
} from '@parley/kit';
import { findPeople } from '../person/person.service.js';
import type { PersonRow } from '../person/person.table.js';
import { mayRing, policyByKind } from './call-policy.rules.js';
import { policiesById, savePolicy, sharingChannels } from './call-policy.store.js';
import type { CallPolicy, SetCallPolicyInput } from './call-policy.js';

const findPolicies = batchOf(policiesById);

const findSharing = async (ctx: RequestContext, ids: readonly string[]): Promise<Map<string, true>> => {
  const sharing = await sharingChannels(ctx.db, ctx.viewer.id, ids);
  return new Map([...sharing].map((id) => [id, true]));
};

/** What somebody may: as an administrator decided, else by what kind of account it is. */
async function policyOf(ctx: RequestContext, person: PersonRow): Promise<CallPolicy> {
  const decided = await load(ctx, findPolicies, person.id);
  return decided ?? policyByKind(person.kind);
}

/** What calls the viewer may make; null where nothing was told of them yet. */
export const viewerPolicy = (ctx: RequestContext): Promise<CallPolicy | null> => policyFor(ctx, ctx.viewer);

async function policyFor(
  ctx: RequestContext,
  who: Pick<Viewer, 'id' | 'permissions'>,
): Promise<CallPolicy | null> {
  const person = await load(ctx, findPeople, who.id);
  if (!person) return null;
  const { mayCall, mayVideo, mayRecord } = await policyOf(ctx, person);
  // What a role allows can be taken from somebody, and not given to them.
  return { mayCall, mayVideo, mayRecord: mayRecord && hasPermission(who, 'RECORD_MEETINGS') };
}

/** Whether somebody may record at all, wherever their place in a meeting lets them. */
export const mayRecord = async (
  ctx: RequestContext,
  who: Pick<Viewer, 'id' | 'permissions'>,
): Promise<boolean> => (await policyFor(ctx, who))?.mayRecord === true;

/** Whether the viewer may ring somebody; false for whom they may not know of. */
export async function viewerMayCall(ctx: RequestContext, userId: string): Promise<boolean> {
  const [caller, callee] = await Promise.all([
    load(ctx, findPeople, ctx.viewer.id),
    load(ctx, findPeople, userId),
  ]);
  if (!caller || !callee) return false;
  const policy = await policyOf(ctx, caller);
  const shares = policy.mayCall === 'SHARED_CHANNELS' && (await load(ctx, findSharing, userId)) === true;
  return mayRing(caller, callee, policy, shares);
}

/**
 * That the viewer may ring somebody.
 * @throws NOT_FOUND for people of other organisations and nobody, FORBIDDEN where their policy says so
 */
export async function checkMayCall(ctx: RequestContext, userId: string, video: boolean): Promise<void> {
  // Said whoever is asked for: those who call nobody learn nothing of who there is.
  if ((await viewerPolicy(ctx))?.mayCall === 'NOBODY') throw forbidden('You may not call anybody');
  const callee = await load(ctx, findPeople, userId);
  if (callee?.organizationId !== ctx.viewer.organizationId) throw notFound('User');
  if (!(await viewerMayCall(ctx, userId))) throw forbidden('You may not call this person');
  if (video && !(await viewerPolicy(ctx))?.mayVideo) throw forbidden('You may call without video only');
}

/**
 * Decides whom somebody may call, and how.
 * @throws FORBIDDEN for those who do not manage accounts, NOT_FOUND for people of other organisations
 */
export async function setCallPolicy(ctx: RequestContext, input: SetCallPolicyInput): Promise<CallPolicy> {
  const act = { action: 'setCallPolicy', targetId: input.userId };
  if (!hasPermission(ctx.viewer, 'MANAGE_PEOPLE')) {
    await audit(ctx, { ...act, refused: true });
    throw forbidden('Only people who manage accounts may do this');
  }
  return transaction(ctx, async (inner) => {
    const person = await load(inner, findPeople, input.userId);
    if (person?.organizationId !== ctx.viewer.organizationId) throw notFound('User');
    const before = await policyOf(inner, person);
    const policy = {
      mayCall: input.mayCall ?? before.mayCall,
      mayVideo: input.mayVideo ?? before.mayVideo,
      mayRecord: input.mayRecord ?? before.mayRecord,
    };
    await savePolicy(inner.db, { personId: person.id, ...policy });
    await audit(inner, { ...act, details: policy });
    return policy;
  });
}
