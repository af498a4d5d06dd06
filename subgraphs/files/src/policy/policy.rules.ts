import { endingOf, invalid } from '@parley/kit';
import type { StorageSettings } from '../context.js';
import type { SetStoragePolicyInput } from './policy.inputs.js';
import type { StoragePolicyRow } from './policy.table.js';

/** What may be stored in an organisation: what it allows itself, within what the installation allows. */
export interface Policy {
  readonly maxFileSize: number;
  /** Empty for everything. */
  readonly allowedTypes: readonly string[];
  readonly personQuota: number | null;
  readonly teamQuota: number | null;
  readonly trashDays: number;
  readonly stripLocation: boolean;
  readonly version: number;
}

const TRASH_DAYS = 30;
const MOST_TRASH_DAYS = 3_650;
const MOST_TYPES = 200;
/** `.pdf`, `image/*` or `application/pdf`. */
const TYPE = /^(?:\.[a-z0-9]{1,10}|[a-z]+\/(?:\*|[a-z0-9][a-z0-9.+-]*))$/;

const numberOf = (value: string | null | undefined): number | null => (value == null ? null : Number(value));

/** The policy that holds, of what an organisation said, if anything, and what the installation allows. */
export function policyOf(row: StoragePolicyRow | undefined, settings: StorageSettings): Policy {
  return {
    maxFileSize: Math.min(numberOf(row?.maxFileSize) ?? settings.maxSize, settings.maxSize),
    allowedTypes: row?.allowedTypes ?? settings.allowedTypes ?? [],
    personQuota: numberOf(row?.personQuota),
    teamQuota: numberOf(row?.teamQuota),
    trashDays: row?.trashDays ?? TRASH_DAYS,
    stripLocation: row?.stripLocation ?? false,
    version: row?.version ?? 0,
  };
}

/** Whether a list of types and endings takes a file, by its name or by what it is. */
export function takes(types: readonly string[], name: string, mediaType: string): boolean {
  if (types.length === 0) return true;
  const [family = ''] = mediaType.split('/');
  const ending = endingOf(name);
  return types.some((type) =>
    type.startsWith('.') ? type.slice(1) === ending : type === mediaType || type === `${family}/*`,
  );
}

/** The types of a setting or of a policy, in small letters. @throws INVALID for what is no type */
export function checkTypes(given: readonly string[]): string[] {
  const types = [...new Set(given.map((type) => type.trim().toLowerCase()).filter((type) => type !== ''))];
  if (types.length > MOST_TYPES) throw invalid('allowedTypes', `At most ${String(MOST_TYPES)} types`);
  const wrong = types.find((type) => !TYPE.test(type));
  if (wrong !== undefined) {
    throw invalid('allowedTypes', 'Write types as image/*, application/pdf or .docx');
  }
  return types;
}

function within(field: string, value: number, least: number, most: number): number {
  if (value >= least && value <= most) return value;
  throw invalid(field, `Choose a number from ${String(least)} to ${String(most)}`);
}

/** Bytes that an organisation may bound itself by. */
const bytes = (field: string, value: number | null): number | null =>
  value === null ? null : within(field, value, 1, Number.MAX_SAFE_INTEGER);

/** What an organisation allows itself from now on; what was left out stays. @throws INVALID */
export function changedPolicy(
  row: StoragePolicyRow | undefined,
  input: SetStoragePolicyInput,
  settings: StorageSettings,
) {
  const { maxFileSize, allowedTypes, personQuota, teamQuota, trashDays, stripLocation } = input;
  const of = (given: number | null | undefined, kept: string | null | undefined): number | null =>
    given === undefined ? numberOf(kept) : given;
  const largest = of(maxFileSize, row?.maxFileSize);
  return {
    maxFileSize: largest === null ? null : within('maxFileSize', largest, 1, settings.maxSize),
    allowedTypes:
      allowedTypes === undefined ? (row?.allowedTypes ?? null) : allowedTypes && checkTypes(allowedTypes),
    personQuota: bytes('personQuota', of(personQuota, row?.personQuota)),
    teamQuota: bytes('teamQuota', of(teamQuota, row?.teamQuota)),
    trashDays: within('trashDays', trashDays ?? row?.trashDays ?? TRASH_DAYS, 1, MOST_TRASH_DAYS),
    stripLocation: stripLocation ?? row?.stripLocation ?? false,
  };
}
