import {
  audit,
  batchOf,
  conflict,
  later,
  load,
  newId,
  notFound,
  once,
  type Page,
  type PageArgs,
  pageRequest,
  type RequestContext,
  toPage,
  transaction,
} from '@parley/kit';
import { postNotice } from '../message/notice.service.js';
import { accessPolicy, requireRetention } from './retention.access.js';
import type {
  DeleteRetentionPolicyInput,
  RetentionPolicyInput,
  SaveRetentionPolicyInput,
} from './retention.inputs.js';
import { openRun } from './retention-run.store.js';
import { RETENTION } from './retention-run.service.js';
import { type PolicyChoice, checkPolicy, cutoffOf } from './retention.rules.js';
import {
  type Forecast,
  type NamedPolicy,
  channelOf,
  deletePolicy,
  forecast,
  policiesOf,
  policyPage,
  upsertPolicy,
} from './retention.store.js';

async function checkedPolicy(ctx: RequestContext, input: RetentionPolicyInput): Promise<PolicyChoice> {
  const policy = checkPolicy(input);
  const { channelId } = policy;
  if (channelId !== null && !(await channelOf(ctx.db, channelId, ctx.viewer.organizationId))) {
    throw notFound('Channel');
  }
  return policy;
}

/** What a policy would remove, before it is saved. */
export async function previewRetention(ctx: RequestContext, input: RetentionPolicyInput): Promise<Forecast> {
  await requireRetention(ctx, 'previewRetention');
  const policy = await checkedPolicy(ctx, input);
  const { organizationId } = ctx.viewer;
  return forecast(ctx.db, { ...policy, organizationId }, cutoffOf(policy, new Date()));
}

/** People of a channel with a policy of its own are told of it, in the channel. */
async function tellChannel(
  ctx: RequestContext,
  channelId: string | null,
  days: number | null,
): Promise<void> {
  if (channelId === null) return;
  const value = days === null ? null : String(days);
  await postNotice(ctx, channelId, {
    kind: 'RETENTION_CHANGED',
    actorId: ctx.viewer.id,
    subjectIds: [],
    value,
  });
}

/** Sets how long messages are kept; what is older goes from the moment it is saved. */
export async function saveRetentionPolicy(
  ctx: RequestContext,
  input: SaveRetentionPolicyInput,
): Promise<NamedPolicy> {
  const id = await transaction(ctx, async (inner) => {
    await requireRetention(inner, 'saveRetentionPolicy');
    return once(inner, 'saveRetentionPolicy', input, async () => {
      const policy = await checkedPolicy(inner, input.policy);
      const before = input.policyId ? await accessPolicy(inner, input.policyId) : null;
      const saved = {
        ...policy,
        id: before?.id ?? newId('retention_policy'),
        organizationId: inner.viewer.organizationId,
      };
      if (!(await upsertPolicy(inner.db, saved))) throw conflict('There is a policy about the same already');
      await audit(inner, { action: 'saveRetentionPolicy', targetId: saved.id, details: { ...policy } });
      await tellChannel(inner, policy.channelId, policy.keepDays);
      await openRun(inner.db, saved.id, new Date());
      await later(inner, RETENTION, {});
      return saved;
    });
  });
  return accessPolicy(ctx, id);
}

/** Removes a policy; what it has removed stays removed. */
export async function deleteRetentionPolicy(
  ctx: RequestContext,
  input: DeleteRetentionPolicyInput,
): Promise<{ readonly id: string }> {
  const id = await transaction(ctx, async (inner) => {
    await requireRetention(inner, 'deleteRetentionPolicy');
    return once(inner, 'deleteRetentionPolicy', input, async () => {
      const policy = await accessPolicy(inner, input.policyId);
      await deletePolicy(inner.db, policy.id);
      const { kind, channelId, region, keepDays } = policy;
      await audit(inner, {
        action: 'deleteRetentionPolicy',
        targetId: policy.id,
        details: { kind, channelId, region, keepDays },
      });
      await tellChannel(inner, channelId, null);
      return policy;
    });
  });
  return { id };
}

const keyOf = ({ id }: NamedPolicy): readonly string[] => [id];

/** Policies of the organisation. */
export async function listPolicies(ctx: RequestContext, args: PageArgs): Promise<Page<NamedPolicy>> {
  await requireRetention(ctx, 'retentionPolicies');
  const request = pageRequest(args);
  return toPage(await policyPage(ctx.db, ctx.viewer.organizationId, request), request, keyOf);
}

const findOfChannels = batchOf(policiesOf);

/** The policy that governs a channel that is being read; null where messages are kept for ever. */
export const policyOf = async (ctx: RequestContext, channelId: string): Promise<NamedPolicy | null> =>
  (await load(ctx, findOfChannels, channelId)) ?? null;

/** When a message of a channel goes by its age; null where it does not. */
export async function expiryOf(
  ctx: RequestContext,
  { channelId, sentAt }: { readonly channelId: string; readonly sentAt: Date },
): Promise<Date | null> {
  const policy = await policyOf(ctx, channelId);
  return policy && new Date(sentAt.getTime() + policy.keepDays * 86_400_000);
}
