import type { OperationRequest } from '@parley/kit';
import { GraphQLError, type ExecutionResult } from 'graphql';
import type { AskSubgraph } from '../federation/federation.js';
import { ENTITIES_AT_ONCE, isEntityAnswer, representationsOf, type Representation } from './entities.js';

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
  return (subgraph, request) => {
    const representations = representationsOf(request);
    if (!representations) return ask(subgraph, request);
    const key = keyOf(subgraph, request);
    const together = collecting.get(key) ?? new Together(request, (merged) => ask(subgraph, merged));
    if (!collecting.has(key)) {
      collecting.set(key, together);
      setImmediate(() => {
        collecting.delete(key);
        void together.ask();
      });
    }
    return together.join(representations);
  };
}

const keyOf = (subgraph: string, { query, operationName, variables }: OperationRequest): string =>
  JSON.stringify([subgraph, query, operationName, { ...variables, representations: null }]);

/** What is asked together in one turn. */
class Together {
  private readonly askers: Asker[] = [];
  private readonly indexes = new Map<string, number>();
  private readonly wanted: Representation[] = [];

  constructor(
    private readonly request: OperationRequest,
    private readonly send: (request: OperationRequest) => Promise<ExecutionResult>,
  ) {}

  join(representations: readonly Representation[]): Promise<ExecutionResult> {
    const asker = {
      indexes: representations.map((each) => this.indexOf(each)),
      told: Promise.withResolvers<ExecutionResult>(),
    };
    this.askers.push(asker);
    return asker.told.promise;
  }

  async ask(): Promise<void> {
    try {
      const starts = Array.from({ length: Math.ceil(this.wanted.length / ENTITIES_AT_ONCE) }, (_, nth) => {
        return nth * ENTITIES_AT_ONCE;
      });
      const parts = await Promise.all(starts.map((start) => this.part(start)));
      const entities = parts.flatMap((part) => part.entities);
      const faults = parts.flatMap((part) => part.faults);
      const given = new Set<number>();
      for (const { indexes, told } of this.askers) told.resolve(shareOf(indexes, entities, faults, given));
    } catch (error) {
      // Whoever asks for all fails for all.
      for (const { told } of this.askers) told.reject(error);
    }
  }

  private indexOf(representation: Representation): number {
    const text = JSON.stringify(representation);
    const index = this.indexes.get(text) ?? this.wanted.push(representation) - 1;
    this.indexes.set(text, index);
    return index;
  }

  private async part(start: number): Promise<Part> {
    const representations = this.wanted.slice(start, start + ENTITIES_AT_ONCE);
    const { request } = this;
    const answer = await this.send({ ...request, variables: { ...request.variables, representations } });
    const end = start + representations.length;
    const isAnswered = isEntityAnswer(answer);
    const faults = (answer.errors ?? []).map((error) => {
      const index = error.path?.[1];
      // Where nothing was answered, the reason is everybody's, wherever it stands.
      if (!isAnswered || typeof index !== 'number') return { error, first: start, end };
      return { error, first: start + index, end: start + index + 1 };
    });
    return {
      entities: representations.map((_, nth) => (isAnswered ? answer.data._entities[nth] : null)),
      faults,
    };
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

/** What one asker is given. @param given entities that somebody has: results are merged in place, so nobody shares */
function shareOf(
  indexes: readonly number[],
  entities: readonly unknown[],
  faults: readonly Fault[],
  given: Set<number>,
): ExecutionResult {
  const own = indexes.map((index) => {
    const entity = entities[index] ?? null;
    const isFirst = !given.has(index);
    given.add(index);
    return isFirst ? entity : structuredClone(entity);
  });
  const errors = faults.flatMap(({ error, first, end }) => {
    const place = indexes.findIndex((index) => index >= first && index < end);
    return place === -1 ? [] : [atPlace(error, place)];
  });
  return { data: { _entities: own }, ...(errors.length > 0 && { errors }) };
}

const atPlace = (error: GraphQLError, place: number): GraphQLError =>
  new GraphQLError(error.message, {
    path: ['_entities', place, ...(error.path ?? []).slice(2)],
    extensions: error.extensions,
    originalError: error.originalError,
  });
