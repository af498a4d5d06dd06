import { GraphQLError, type ExecutionResult } from 'graphql';
import type { AskSubgraph, SubgraphRequest } from '../federation/federation.js';
import { ENTITIES_AT_ONCE, entitiesOf } from './entities.js';

/** One who asked, and for which of the entities that all of them ask for together. */
interface Asker {
  readonly indexes: readonly number[];
  readonly told: PromiseWithResolvers<ExecutionResult>;
}

/**
 * Asks for entities together: requests that differ in nothing but their entities and come in the same turn of the
 * event loop become one, in which each entity is asked for once; everybody is given what they asked for, with their
 * own errors. Only for askers who are equal to the subgraph, since one of them asks for all: shared executions.
 */
export function coalesced(ask: AskSubgraph): AskSubgraph {
  const collecting = new Map<string, Together>();
  const askAll = (): void => {
    const all = [...collecting.values()];
    collecting.clear();
    for (const together of all) void together.ask();
  };
  return (subgraph, request) => {
    const { keys, variables } = request;
    if (!keys || !variables) return ask(subgraph, request);
    const key = keyOf(subgraph, request);
    let together = collecting.get(key);
    if (!together) {
      together = new Together(request, (merged) => ask(subgraph, merged));
      if (collecting.size === 0) setImmediate(askAll);
      collecting.set(key, together);
    }
    return together.join(keys, variables['representations'] as readonly unknown[]);
  };
}

/** Equal for what differs in nothing but its entities. */
function keyOf(subgraph: string, { query, operationName, variables }: SubgraphRequest): string {
  let key = `${subgraph} ${operationName ?? ''} ${query}`;
  for (const name in variables) {
    if (name !== 'representations') key += ` ${name} ${JSON.stringify(variables[name])}`;
  }
  return key;
}

/** What is asked together in one turn. */
class Together {
  private readonly askers: Asker[] = [];
  private readonly indexes = new Map<string, number>();
  private readonly keys: string[] = [];
  private readonly wanted: unknown[] = [];

  constructor(
    private readonly request: SubgraphRequest,
    private readonly send: (request: SubgraphRequest) => Promise<ExecutionResult>,
  ) {}

  join(keys: readonly string[], representations: readonly unknown[]): Promise<ExecutionResult> {
    const told = Promise.withResolvers<ExecutionResult>();
    this.askers.push({ indexes: keys.map((key, nth) => this.indexOf(key, representations[nth])), told });
    return told.promise;
  }

  async ask(): Promise<void> {
    try {
      const parts = await Promise.all(this.starts().map((start) => this.part(start)));
      const [only, ...more] = parts;
      const all = only && more.length === 0 ? only : joined(parts);
      const given = new Set<number>();
      for (const { indexes, told } of this.askers) told.resolve(shareOf(indexes, all, given));
    } catch (error) {
      // Whoever asks for all fails for all.
      for (const { told } of this.askers) told.reject(error);
    }
  }

  private starts(): readonly number[] {
    const count = Math.ceil(this.wanted.length / ENTITIES_AT_ONCE);
    return Array.from({ length: count }, (_, nth) => nth * ENTITIES_AT_ONCE);
  }

  private indexOf(key: string, representation: unknown): number {
    const known = this.indexes.get(key);
    if (known !== undefined) return known;
    const index = this.wanted.push(representation) - 1;
    this.keys.push(key);
    this.indexes.set(key, index);
    return index;
  }

  private async part(start: number): Promise<Part> {
    const end = Math.min(start + ENTITIES_AT_ONCE, this.wanted.length);
    const { request } = this;
    const answer = await this.send({
      ...request,
      keys: this.keys.slice(start, end),
      variables: { ...request.variables, representations: this.wanted.slice(start, end) },
    });
    const entities = entitiesOf(answer);
    const faults = (answer.errors ?? []).map((error): Fault => {
      const index = error.path?.[1];
      // Where nothing was answered, the reason is everybody's, wherever it stands.
      if (!entities || typeof index !== 'number') return { error, first: start, end };
      return { error, first: start + index, end: start + index + 1 };
    });
    return { entities: entities ?? new Array<null>(end - start).fill(null), faults };
  }
}

/** An error, and the entities it concerns. */
interface Fault {
  readonly error: GraphQLError;
  readonly first: number;
  /** Exclusive. */
  readonly end: number;
}

interface Part {
  readonly entities: readonly unknown[];
  readonly faults: readonly Fault[];
}

const joined = (parts: readonly Part[]): Part => ({
  entities: parts.flatMap(({ entities }) => entities),
  faults: parts.flatMap(({ faults }) => faults),
});

/** What one asker is given. @param given entities that somebody has: what is given belongs to whoever gets it */
function shareOf(
  indexes: readonly number[],
  { entities, faults }: Part,
  given: Set<number>,
): ExecutionResult {
  const own = indexes.map((index) => {
    const entity = entities[index] ?? null;
    if (given.has(index)) return copyOf(entity);
    given.add(index);
    return entity;
  });
  if (faults.length === 0) return { data: { _entities: own } };
  const errors = faults.flatMap(({ error, first, end }) => {
    const place = indexes.findIndex((index) => index >= first && index < end);
    return place === -1 ? [] : [atPlace(error, place)];
  });
  return { data: { _entities: own }, ...(errors.length > 0 && { errors }) };
}

/** Most entities hold nothing but leaves. */
function copyOf(entity: unknown): unknown {
  if (typeof entity !== 'object' || entity === null) return entity;
  const isFlat = Object.values(entity).every((value) => typeof value !== 'object' || value === null);
  return isFlat ? { ...entity } : structuredClone(entity);
}

const atPlace = (error: GraphQLError, place: number): GraphQLError =>
  new GraphQLError(error.message, {
    path: ['_entities', place, ...(error.path ?? []).slice(2)],
    extensions: error.extensions,
    originalError: error.originalError,
  });
