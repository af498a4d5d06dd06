import { type DefinitionNode, Kind, parse } from 'graphql';

const ROOTS = ['Query', 'Mutation', 'Subscription'];

/** Whether a type can be reached by its key, through `_entities`. */
const isEntity = (definition: DefinitionNode): boolean =>
  definition.kind === Kind.OBJECT_TYPE_DEFINITION &&
  (definition.directives ?? []).some(({ name, arguments: args }) => {
    return name.value === 'key' && !args?.some(({ name: argument }) => argument.value === 'resolvable');
  });

/**
 * Everything that lets somebody in to a subgraph: root fields, entities, and who may ask why others may, which is a
 * question of its own wherever it is asked. A permission matrix has a row for each.
 */
export function doorsOf(sdl: string): string[] {
  return parse(sdl).definitions.flatMap((definition) => {
    if (definition.kind !== Kind.OBJECT_TYPE_DEFINITION) return [];
    const { name, fields } = definition;
    const names = (fields ?? []).map((field) => field.name.value);
    if (ROOTS.includes(name.value)) return names.map((field) => `${name.value}.${field}`);
    const explained = names.filter((field) => field === 'whyCan').map((field) => `${name.value}.${field}`);
    return isEntity(definition) ? [name.value, ...explained] : explained;
  });
}
