import { invalid } from '@parley/kit';
import type { RetentionPolicyInput } from './retention.inputs.js';
import type { RetentionPolicyRow } from './retention.table.js';

const LONGEST_DAYS = 36_500;

/** What somebody chooses of a policy. */
export type PolicyChoice = Pick<
  RetentionPolicyRow,
  'kind' | 'channelId' | 'region' | 'keepDays' | 'removesFiles'
>;

/**
 * A policy as it is kept.
 * @throws INVALID naming the field
 */
export function checkPolicy(input: RetentionPolicyInput): PolicyChoice {
  const { keepDays } = input;
  if (keepDays < 1 || keepDays > LONGEST_DAYS) {
    throw invalid('keepDays', `Between 1 and ${String(LONGEST_DAYS)} days`);
  }
  const [kind, channelId, region] = [input.kind ?? null, input.channelId ?? null, input.regionCode ?? null];
  if (channelId !== null && (kind ?? region) !== null) {
    throw invalid('channelId', 'A policy of one channel needs no kind and no region');
  }
  if (region !== null && !/^[a-z0-9-]{1,20}$/.test(region)) {
    throw invalid('regionCode', 'There is no such region');
  }
  return { kind, channelId, region, keepDays, removesFiles: input.removesFiles ?? true };
}

const DAY_MS = 86_400_000;

/** Messages sent before this are old enough. */
export const cutoffOf = ({ keepDays }: Pick<PolicyChoice, 'keepDays'>, at: Date): Date =>
  new Date(at.getTime() - keepDays * DAY_MS);

/** When the run of a day is due: once a day for each policy, whoever starts it. */
export const dueOn = (now: Date): Date => new Date(Math.floor(now.getTime() / DAY_MS) * DAY_MS);
