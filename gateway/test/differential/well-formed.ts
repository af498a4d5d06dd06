import {
  getNullableType,
  isAbstractType,
  isEnumType,
  isLeafType,
  isListType,
  isNonNullType,
  type FieldNode,
  type GraphQLCompositeType,
  type GraphQLLeafType,
  type GraphQLObjectType,
  type GraphQLOutputType,
} from 'graphql';
import { collected, type Selecting } from './collecting.js';
import { fieldOf } from './response-names.js';

/** What is asked for at one place of an answer. */
type Nodes = readonly Pick<FieldNode, 'selectionSet'>[];

function isValueOf(selecting: Selecting, type: GraphQLOutputType, nodes: Nodes, value: unknown): boolean {
  if (value === null) return !isNonNullType(type);
  const nullable = getNullableType(type);
  if (isListType(nullable)) {
    const { ofType } = nullable;
    return Array.isArray(value) && value.every((each) => isValueOf(selecting, ofType, nodes, each));
  }
  if (isLeafType(nullable)) return isLeafOf(nullable, value);
  return possibleTypes(selecting, nullable).some((each) => isWellFormed(selecting, each, nodes, value));
}

/**
 * Whether data is what the specification lets an answer to the operation be: of every object exactly the fields that
 * are asked of some type it may have, values of their types, and null only where it may be.
 */
export function isWellFormed(
  selecting: Selecting,
  type: GraphQLObjectType,
  nodes: Nodes,
  value: unknown,
): boolean {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const fields = collected(selecting, type, nodes);
  if (fields.size !== Object.keys(value).length) return false;
  return [...fields].every(([name, same]) => {
    if (!Object.hasOwn(value, name)) return false;
    const each = (value as Readonly<Record<string, unknown>>)[name];
    return fieldTypes(type, same[0]?.name.value ?? '').some((fieldType) =>
      isValueOf(selecting, fieldType, same, each),
    );
  });
}

/**
 * As the type itself has it, and as its interfaces do: null may stand where the field was asked of one of these. None
 * when it has no such field: what is asked for is asked of another type.
 */
function fieldTypes(type: GraphQLObjectType, name: string): readonly GraphQLOutputType[] {
  if (!name.startsWith('__') && !type.getFields()[name]) return [];
  const inherited = type.getInterfaces().flatMap((each) => each.getFields()[name]?.type ?? []);
  return [fieldOf(type, name).type, ...inherited];
}

export const possibleTypes = (
  { schema }: Selecting,
  type: GraphQLCompositeType,
): readonly GraphQLObjectType[] => (isAbstractType(type) ? schema.getPossibleTypes(type) : [type]);

function isLeafOf(type: GraphQLLeafType, value: unknown): boolean {
  if (isEnumType(type)) return typeof value === 'string' && type.getValue(value) !== undefined;
  switch (type.name) {
    // Apollo lets integers of any size be an Int.
    case 'Int':
      return Number.isInteger(value);
    case 'Float':
      return typeof value === 'number';
    case 'String':
      return typeof value === 'string';
    case 'Boolean':
      return typeof value === 'boolean';
    case 'ID':
      return typeof value === 'string' || Number.isInteger(value);
    default:
      return true;
  }
}
