import type { GraphQLFieldResolver } from 'graphql';
import { getMetadataStorage } from 'type-graphql';
import type { SchemaClass } from './schema.js';

type Storage = ReturnType<typeof getMetadataStorage>;
type FieldResolverOf = Storage['fieldResolvers'][number];
type Resolve = GraphQLFieldResolver<unknown, unknown>;

/** Resolvers by type and field, as the schema is built from them. */
export type ResolversMap = Record<string, Record<string, unknown>>;

/** What of (root, args, context, info) a parameter of a method is given; null where type-graphql has to prepare it. */
const SOURCES = { root: 0, context: 2, info: 3 } as const;

function sourcesOf({ params = [], middlewares = [], roles = [] }: FieldResolverOf): readonly number[] | null {
  if (middlewares.length > 0 || roles.length > 0) return null;
  const sources: number[] = [];
  for (const param of params) {
    const source = param.kind in SOURCES ? SOURCES[param.kind as keyof typeof SOURCES] : null;
    if (source === null || ('propertyName' in param && param.propertyName !== undefined)) return null;
    sources[param.index] = source;
  }
  return sources;
}

/** Calls a method with what it asks for: no list of parameters is sorted and no promise is looked for, each time. */
function calling(
  target: Record<string, unknown>,
  method: string,
  [first, second, third]: readonly number[],
): Resolve {
  const handle = target[method] as (...given: readonly unknown[]) => unknown;
  return (...given) =>
    handle.call(
      target,
      first === undefined ? undefined : given[first],
      second === undefined ? undefined : given[second],
      third === undefined ? undefined : given[third],
    );
}

/**
 * Fields that are a property of what their parent answered are read by the executor itself. Half of the fields of a
 * large answer are; type-graphql would wrap each of them in a handler of its own. To be called before it builds.
 */
export function readPropertiesDirectly(): void {
  for (const field of getMetadataStorage().fields) {
    const isPlain = !field.middlewares?.length && !field.roles?.length;
    if (isPlain && field.name === field.schemaName) field.simple ??= true;
  }
}

/**
 * Has methods that ask only for the parent's answer, the context or the info called as they are. Those with arguments
 * stay with type-graphql, which coerces them. To be called on what it built.
 */
export function callMethodsDirectly(map: ResolversMap, classes: readonly SchemaClass[]): void {
  const { fieldResolvers, objectTypes } = getMetadataStorage();
  const nameOf = new Map(objectTypes.map(({ target, name }) => [target, name]));
  const own = new Map(classes.map((each) => [each as object, new each() as Record<string, unknown>]));
  for (const field of fieldResolvers) {
    const target = field.kind === 'external' ? own.get(field.target) : undefined;
    const owner = field.getObjectType?.();
    const type = map[(owner && nameOf.get(owner)) ?? ''];
    const sources = sourcesOf(field);
    if (target && type && sources && sources.length <= 3 && typeof type[field.schemaName] === 'function') {
      type[field.schemaName] = calling(target, field.methodName, sources);
    }
  }
}
