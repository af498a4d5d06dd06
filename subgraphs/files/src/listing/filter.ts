import { containing } from '@parley/kit';
import type { FileFilterInput } from '../node/node.inputs.js';

/** What a filter asks of a node `n`, as conditions and their parameters from the n-th on. */
export interface Filtering {
  readonly condition: string;
  readonly parameters: readonly unknown[];
}

/** Each part of a filter with its condition; the parameter is written `$`. */
const PARTS: readonly (readonly [keyof FileFilterInput, string])[] = [
  ['text', `n.name ilike $`],
  ['kinds', `n.file_kind = any($)`],
  ['tags', `n.tags @> $::text[]`],
  ['ownerId', `n.holder_id = $`],
  ['folderId', `n.ancestors @> array[$::text]`],
  ['channelId', `n.channel_id = $`],
  ['from', `n.updated_at >= $::timestamptz`],
  ['to', `n.updated_at < $::timestamptz`],
];

/** The conditions of a filter, its parameters beginning with that number. */
export function filtering(filter: FileFilterInput | null | undefined, first: number): Filtering {
  const conditions: string[] = [];
  const parameters: unknown[] = [];
  for (const [name, condition] of PARTS) {
    const value = filter?.[name];
    if (value == null) continue;
    conditions.push(condition.replace('$', `$${String(first + parameters.length)}`));
    parameters.push(name === 'text' ? containing(String(value).normalize('NFC')) : value);
  }
  return { condition: conditions.map((each) => `and ${each}`).join(' '), parameters };
}
