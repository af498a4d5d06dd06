import type { OperationRequest } from '@parley/kit';
import type { FormattedExecutionResult, GraphQLFormattedError } from 'graphql';
import type { Faults } from './faults.js';
import { hashOf } from './random.js';

type Answered = FormattedExecutionResult;
type Paths = readonly (readonly (string | number)[])[];

/** Extensions that errors of subgraphs come with. */
const EXTENSIONS: readonly Pick<GraphQLFormattedError, 'extensions'>[] = [
  {},
  { extensions: {} },
  { extensions: { code: 'NOT_FOUND' } },
  { extensions: { code: 'INVALID', field: 'name' } },
  { extensions: { code: 'INTERNAL', stack: 'at secret' } },
  { extensions: { code: 'INVALID_GRAPHQL' } },
];

export const extensionsOf = (hash: number): Pick<GraphQLFormattedError, 'extensions'> =>
  EXTENSIONS[hash % EXTENSIONS.length] ?? {};

/** The subgraph has nothing to say but why. @throws Error when it cannot be reached */
export function awayAnswer({ seed }: Faults, { query, variables }: OperationRequest): Answered {
  const hash = hashOf(seed, 'how away', query);
  const error = { message: 'away', ...extensionsOf(hash >>> 8) };
  const isOfEntities = Array.isArray(variables?.['representations']);
  const kinds: readonly (() => Answered)[] = [
    () => {
      throw new Error('connection refused');
    },
    () => ({ data: null, errors: [error] }),
    () => ({ errors: [error] }),
    () => ({ errors: [error, { message: 'away too' }] }),
    () => ({ data: null, errors: [{ ...error, path: isOfEntities ? ['_entities'] : [] }] }),
    () => ({ data: null, errors: atFirst(variables).map((path) => ({ ...error, path })) }),
  ];
  return (kinds[hash % kinds.length] as () => Answered)();
}

/** What a subgraph of another make, or one that is broken, may say. */
export function garble({ seed }: Faults, { query, variables }: OperationRequest, result: Answered): Answered {
  const hash = hashOf(seed, 'how garbled', query);
  const { data, errors = [] } = result;
  const further = (more: object): Answered => ({
    ...result,
    errors: [...errors, more as GraphQLFormattedError],
  });
  const at = (paths: Paths, message: string): Answered => ({
    ...result,
    errors: [...errors, ...paths.map((path) => ({ message, path, extensions: { code: 'CONFLICT' } }))],
  });
  const kinds: readonly (() => Answered)[] = [
    () => ({ data: null }),
    () => ({}),
    () => ({ ...result, data: {} }),
    () => ({ ...result, errors: [] }),
    () => further({ message: 'stands nowhere' }),
    () => further({ message: 'stands beyond', path: ['_entities', 999, 'there'] }),
    () => further({ message: 'stands at all', path: ['_entities'] }),
    () => further({ extensions: { code: 'CONFLICT' } }),
    () => at(atFirst(variables), 'stands at the first'),
    () =>
      at(
        atFirst(variables).map(([, ...rest]) => ['nothing', ...rest]),
        'stands elsewhere',
      ),
    () => ({ ...result, data: { ...data, surplus: 'surplus' } }),
    () => ({ ...result, data: reversed(data) as Record<string, unknown> }),
    ...(Array.isArray(data?.['_entities']) ? entityFaults(result, data['_entities']) : []),
  ];
  return (kinds[(hash >>> 4) % kinds.length] as () => Answered)();
}

const entityFaults = (result: Answered, entities: readonly unknown[]): readonly (() => Answered)[] => [
  () => ({ ...result, data: { _entities: entities.slice(1) } }),
  () => ({ ...result, data: { _entities: [...entities, null] } }),
  () => ({ ...result, data: { _entities: [] } }),
  () => ({ ...result, data: { _entities: null } }),
  () => ({ ...result, data: { _entities: { 0: entities[0] } } }),
  () => ({ ...result, data: { _entities: entities.map(() => null) } }),
];

/** The same with the keys of each object in the opposite order. */
function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).toReversed();
  return Object.fromEntries(entries.map(([key, each]) => [key, reversed(each)]));
}

/** The places of the first entity asked for: several where one asks for each place by itself. */
function atFirst(variables: OperationRequest['variables']): Paths {
  const representations = variables?.['representations'];
  if (!Array.isArray(representations)) return [['_entities', 0]];
  const texts = (representations as readonly unknown[]).map((each) => JSON.stringify(each));
  return texts.flatMap((text, index) => (text === texts[0] ? [['_entities', index]] : []));
}
