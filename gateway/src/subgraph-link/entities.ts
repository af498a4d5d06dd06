import type { ExecutionResult } from 'graphql';

/** The most entities a subgraph is asked for at once. */
export const ENTITIES_AT_ONCE = 100;

/** The entities of an answer, each itself or null; null when none were answered at all. */
export function entitiesOf({ data }: ExecutionResult): readonly unknown[] | null {
  const entities = data?.['_entities'];
  return Array.isArray(entities) ? (entities as readonly unknown[]) : null;
}
