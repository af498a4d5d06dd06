import type { OperationRequest } from '@parley/kit';
import { GraphQLError, type ExecutionResult } from 'graphql';

/** The most entities a subgraph is asked for at once. */
export const ENTITIES_AT_ONCE = 100;

/** An entity as it is asked for: its type and key. */
export type Representation = Readonly<Record<string, unknown>>;
type Ask = (request: OperationRequest) => Promise<ExecutionResult>;

/** The entities that a request asks for; null when it asks for something else. */
export function representationsOf({ variables }: OperationRequest): readonly Representation[] | null {
  const representations = variables?.['representations'];
  return Array.isArray(representations) ? (representations as readonly Representation[]) : null;
}

/** Whether entities were answered at all, each with itself or null. */
export const isEntityAnswer = (
  answer: ExecutionResult,
): answer is ExecutionResult & { readonly data: { readonly _entities: readonly unknown[] } } =>
  Array.isArray(answer.data?.['_entities']);

/**
 * The planner asks for an entity wherever it stands. Each is asked for once, in batches of at most 100, and the
 * answers are put where the planner expects them.
 */
export async function askForEntities(request: OperationRequest, ask: Ask): Promise<ExecutionResult> {
  const representations = representationsOf(request);
  if (!representations) return ask(request);
  const places = placesOf(representations);
  const unique = [...places.values()];
  const batches = Array.from({ length: Math.ceil(unique.length / ENTITIES_AT_ONCE) }, (_, index) =>
    unique.slice(index * ENTITIES_AT_ONCE, (index + 1) * ENTITIES_AT_ONCE),
  );
  const answers = await Promise.all(
    batches.map(async (batch) => {
      const wanted = batch.map(([first]) => representations[first ?? 0]);
      return {
        batch,
        answer: await ask({ ...request, variables: { ...request.variables, representations: wanted } }),
      };
    }),
  );
  return assemble(representations.length, answers);
}

/** For each different representation, where it stands. */
function placesOf(representations: readonly Representation[]): ReadonlyMap<string, readonly number[]> {
  const places = new Map<string, number[]>();
  representations.forEach((representation, index) => {
    const key = JSON.stringify(representation);
    const known = places.get(key);
    if (known) known.push(index);
    else places.set(key, [index]);
  });
  return places;
}

interface Answered {
  readonly batch: readonly (readonly number[])[];
  readonly answer: ExecutionResult;
}

function assemble(length: number, answers: readonly Answered[]): ExecutionResult {
  const entities = new Array<unknown>(length).fill(null);
  const errors: GraphQLError[] = [];
  const isAnswered = answers.some(({ answer }) => isEntityAnswer(answer));
  for (const { batch, answer } of answers) {
    batch.forEach((places, index) => {
      const entity = isEntityAnswer(answer) ? answer.data._entities[index] : null;
      // Results are merged in place, so no two places may share an object.
      places.forEach((place, nth) => (entities[place] = nth === 0 ? entity : structuredClone(entity)));
    });
    errors.push(...(answer.errors ?? []).flatMap((error) => atPlaces(error, batch)));
  }
  return { data: isAnswered ? { _entities: entities } : null, ...(errors.length > 0 && { errors }) };
}

/** An error of the nth entity of a batch belongs to all places of that entity; the first stands for them. */
function atPlaces(error: GraphQLError, batch: Answered['batch']): readonly GraphQLError[] {
  const index = error.path?.[1];
  const place = typeof index === 'number' ? batch[index]?.[0] : undefined;
  if (!error.path || place === undefined) return [error];
  const path = [error.path[0] ?? '_entities', place, ...error.path.slice(2)];
  return [
    new GraphQLError(error.message, {
      path,
      extensions: error.extensions,
      originalError: error.originalError,
    }),
  ];
}
