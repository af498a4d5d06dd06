import type { ParamMap } from '@angular/router';
import type { SearchFilesQueryVariables } from '../../../generated/graphql';
import { type ContentFilter, inputOf, isNarrowed, kindOf, sinceOf } from '../content/filter.rules';

/** What is looked for; the address holds it. */
export interface Asked extends ContentFilter {
  /** Whose it is; empty for anybody. */
  readonly owner: string;
}

/** What an address asks for. */
export const askedBy = (params: Pick<ParamMap, 'get'>): Asked => ({
  text: params.get('q') ?? '',
  kind: kindOf(params.get('type') ?? ''),
  since: sinceOf(params.get('since') ?? ''),
  tag: params.get('tag') ?? '',
  owner: params.get('owner') ?? '',
});

/** The address that asks for it: what narrows nothing is left out of it. */
export const addressOf = (asked: Asked): Record<string, string | null> => ({
  q: asked.text.trim() || null,
  type: asked.kind || null,
  since: asked.since || null,
  tag: asked.tag || null,
  owner: asked.owner || null,
});

/** Whether anything is looked for at all. */
export const asksSomething = (asked: Asked): boolean => isNarrowed(asked) || asked.owner !== '';

/** The same as the server takes it. */
export function variablesOf(asked: Asked, now: Date): Pick<SearchFilesQueryVariables, 'query' | 'filter'> {
  const filter = inputOf({ ...asked, text: '' }, now);
  const ownerId = asked.owner;
  return {
    query: asked.text.trim(),
    filter: filter || ownerId ? { ...filter, ...(ownerId && { ownerId }) } : null,
  };
}
