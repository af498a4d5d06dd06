import {
  getNamedType,
  getNullableType,
  isCompositeType,
  isListType,
  type GraphQLObjectType,
  type GraphQLOutputType,
} from 'graphql';
import { collected, type Selecting } from './collecting.js';
import { fieldOf } from './response-names.js';
import type { FieldNode } from 'graphql';
import { possibleTypes } from './well-formed.js';

type Path = readonly (string | number)[];
type Nodes = readonly Pick<FieldNode, 'selectionSet'>[];

/** Whether a path leads to something that the operation asks for, and that the data, as far as it goes, has. */
export function isPlace(
  selecting: Selecting,
  root: GraphQLObjectType,
  nodes: Nodes,
  path: Path,
  data: unknown,
): boolean {
  return isBelow(selecting, [root], nodes, path, data);
}

function isBelow(
  selecting: Selecting,
  types: readonly GraphQLObjectType[],
  nodes: Nodes,
  path: Path,
  data: unknown,
): boolean {
  const [name, ...rest] = path;
  if (name === undefined) return true;
  return types.some((type) => {
    const same = collected(selecting, type, nodes).get(String(name));
    const field = same?.[0];
    if (!same || !field) return false;
    const value = isRecord(data) ? data[String(name)] : null;
    return isValuePlace(selecting, fieldOf(type, field.name.value).type, same, rest, value);
  });
}

function isValuePlace(
  selecting: Selecting,
  type: GraphQLOutputType,
  nodes: Nodes,
  path: Path,
  value: unknown,
): boolean {
  const [index, ...rest] = path;
  if (index === undefined) return true;
  const nullable = getNullableType(type);
  if (isListType(nullable)) {
    if (typeof index !== 'number') return false;
    if (Array.isArray(value) && index >= value.length) return false;
    const element: unknown = Array.isArray(value) ? value[index] : null;
    return isValuePlace(selecting, nullable.ofType, nodes, rest, element);
  }
  const named = getNamedType(nullable);
  return isCompositeType(named) && isBelow(selecting, possibleTypes(selecting, named), nodes, path, value);
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
