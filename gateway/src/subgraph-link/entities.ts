import type { OperationRequest } from '@parley/kit';
import { GraphQLError, type ExecutionResult } from 'graphql';

/** The most entities a subgraph is asked for at once. */
const BATCH = 100;

type Representation = Readonly<Record<string, unknown>>;
type Ask = (request: OperationRequest) => Promise<ExecutionResult>;

/**
 * The planner asks for an entity wherever it stands. Each is asked for once, in batches of at most 100, and the
 * answers are put where the planner expects them.
 */
export async function askForEntities(request: OperationRequest, ask: Ask): Promise<ExecutionResult> {
  const representations = request.variables?.['representations'];
  if (!Array.isArray(representations)) return ask(request);
  const places = placesOf(representations as readonly Representation[]);
  const unique = [...places.values()];
  const batches = Array.from({ length: Math.ceil(unique.length / BATCH) }, (_, index) =>
    unique.slice(index * BATCH, (index + 1) * BATCH),
  );
  const answers = await Promise.all(
    batches.map(async (batch) => {
      const wanted = batch.map(([first]) => (representations as readonly Representation[])[first ?? 0]);
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
  for (const { batch, answer } of answers) {
    const received = answer.data?.['_entities'];
    batch.forEach((places, index) => {
      const entity: unknown = Array.isArray(received) ? received[index] : null;
      // Results are merged in place, so no two places may share an object.
      places.forEach((place, nth) => (entities[place] = nth === 0 ? entity : structuredClone(entity)));
    });
    errors.push(...(answer.errors ?? []).flatMap((error) => atPlaces(error, batch)));
  }
  return { data: { _entities: entities }, ...(errors.length > 0 && { errors }) };
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
