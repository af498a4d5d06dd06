import {
  getNamedType,
  isCompositeType,
  isListType,
  isNonNullType,
  isObjectType,
  Kind,
  OperationTypeNode,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLCompositeType,
  type GraphQLField,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';
import { overLimit } from '../errors.js';
import type { Variables } from '../federation/federation.js';
import { limits } from './structure.js';

/**
 * What an operation may cost at most, in points: one for every object it asks for, ten for a mutation. What stands
 * in a connection counts once for each item of the page that is asked for. What stands in a plain list counts by the
 * bound that its description names, one for every twenty: such a list is read in one batch, and its bound is the most
 * there may ever be, not what there is.
 */
export type Cost = (variables: Variables) => number;

const POINTS_OF_MUTATION = 10;
const POINTS_OF_INTROSPECTION = 50;
const DEFAULT_PAGE = 50;
const UNNAMED_BOUND = 100;
const LIST_ITEMS_PER_POINT = 20;

const sum =
  (parts: readonly Cost[]): Cost =>
  (variables) =>
    parts.reduce((total, part) => total + part(variables), 0);

/** @param document a valid one, within the structural limits: they bound how often a fragment is counted */
export function costOf(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
): Cost {
  const root = schema.getRootType(operation.operation);
  if (!root) return () => 0;
  const named = document.definitions.filter((each) => each.kind === Kind.FRAGMENT_DEFINITION);
  const count = new Counting(schema, new Map(named.map((each) => [each.name.value, each])));
  const fields = count.selections(operation.selectionSet, root, null);
  if (operation.operation !== OperationTypeNode.MUTATION) return fields;
  const mutations = operation.selectionSet.selections.length * POINTS_OF_MUTATION;
  return (variables) => mutations + fields(variables);
}

class Counting {
  constructor(
    private readonly schema: GraphQLSchema,
    private readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>,
  ) {}

  /** @param page the size of the page whose `edges` and `nodes` are selected here; null outside of connections */
  selections({ selections }: SelectionSetNode, parent: GraphQLCompositeType, page: Cost | null): Cost {
    const parts = selections.map((selection): Cost => {
      if (selection.kind === Kind.FIELD) return this.field(selection, parent, page);
      const on =
        selection.kind === Kind.INLINE_FRAGMENT ? selection : this.fragments.get(selection.name.value);
      if (!on) return () => 0;
      const type = on.typeCondition ? this.schema.getType(on.typeCondition.name.value) : parent;
      return isCompositeType(type) ? this.selections(on.selectionSet, type, page) : () => 0;
    });
    return sum(parts);
  }

  private field(node: FieldNode, parent: GraphQLCompositeType, page: Cost | null): Cost {
    if (node.name.value === '__schema' || node.name.value === '__type') return () => POINTS_OF_INTROSPECTION;
    const definition = 'getFields' in parent ? parent.getFields()[node.name.value] : undefined;
    if (!definition || !node.selectionSet) return () => 0;
    const type = getNamedType(definition.type);
    if (!isCompositeType(type)) return () => 0;
    const isConnection = isObjectType(type) && definition.args.some(({ name }) => name === 'first');
    const size = isConnection ? pageSize(node) : null;
    const inner = this.selections(node.selectionSet, type, size);
    if (size) {
      return (variables) => 1 + inner(variables);
    }
    const times = multiplicity(definition, page);
    return (variables) => times(variables) * (1 + inner(variables));
  }
}

function multiplicity(definition: GraphQLField<unknown, unknown>, page: Cost | null): Cost {
  const type = isNonNullType(definition.type) ? definition.type.ofType : definition.type;
  if (!isListType(type)) return () => 1;
  if (page) return page;
  const times = Math.ceil(boundOf(definition.description ?? '') / LIST_ITEMS_PER_POINT);
  return () => times;
}

/** "Their roles; at most 2,000." → 2000 */
function boundOf(description: string): number {
  const named = /at most ([\d,]+)/.exec(description)?.[1];
  return named ? Number(named.replaceAll(',', '')) : UNNAMED_BOUND;
}

/** The size of the page a connection is asked for. @throws AppError INVALID when it is larger than any page */
function pageSize({ arguments: given = [] }: FieldNode): Cost {
  const sizes = given.filter(({ name }) => name.value === 'first' || name.value === 'last');
  return (variables) => {
    for (const { name, value } of sizes) {
      const asked =
        value.kind === Kind.VARIABLE
          ? variables[value.name.value]
          : 'value' in value
            ? Number(value.value)
            : null;
      if (typeof asked !== 'number') continue;
      if (asked > limits.pageSize) throw overLimit(`page size (${name.value})`, limits.pageSize, asked);
      return Math.max(0, asked);
    }
    return DEFAULT_PAGE;
  };
}
