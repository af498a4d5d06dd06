import {
  getNamedType,
  isCompositeType,
  isListType,
  isNonNullType,
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
  type ValueNode,
} from 'graphql';
import { overLimit } from '../errors.js';
import type { Variables } from '../federation/federation.js';
import { limits } from './structure.js';

/**
 * What an operation may cost at most, in points: one for every object it asks for, ten more for a mutation, never
 * less than one. What stands in a connection counts once for each item of the page that is asked for. What stands in
 * a plain list counts by the bound that its description names, one for every twenty: such a list is read in one
 * batch, and its bound is the most there may ever be, not what there is.
 */
export type Cost = (variables: Variables) => number;

/** For every field of a mutation, beside what it answers with. */
export const POINTS_OF_MUTATION = 10;
/** For `__schema` and for `__type`, whatever is selected in them. */
export const POINTS_OF_INTROSPECTION = 50;
/** What every operation costs at least. */
export const LEAST_COST = 1;

const CHARACTERS_PER_POINT = 100;

/** What it costs to read a document that is not known yet: parsing, validating and planning it is work of its own. */
export const costOfReading = (text: string): number => Math.floor(text.length / CHARACTERS_PER_POINT);

const DEFAULT_PAGE = 50;
const UNNAMED_BOUND = 100;
const LIST_ITEMS_PER_POINT = 20;

type AnyField = GraphQLField<unknown, unknown>;

const isList = ({ type }: AnyField): boolean => isListType(isNonNullType(type) ? type.ofType : type);

/** By the convention of the schema, which its lint holds: what is paged is called so, and nothing else is. */
const isConnection = (type: { readonly name: string }): boolean => type.name.endsWith('Connection');

const isPage = (field: AnyField, parent: GraphQLCompositeType): boolean =>
  isConnection(parent) && (field.name === 'nodes' || field.name === 'edges') && isList(field);

/**
 * What one object costs that is found at a field, in points: the other side of `costOf`, so that what was spent is
 * never more than what was asked for. An item of a plain list is a twentieth, and so is all that stands in it.
 * @param within what the object costs that the field stands in, by this same function; 1 at the root
 * @returns 0 for fields that are no objects
 */
export function weightOf(field: AnyField, parent: GraphQLCompositeType, within = 1): number {
  if (!isCompositeType(getNamedType(field.type))) return 0;
  return isList(field) && !isPage(field, parent) ? within / LIST_ITEMS_PER_POINT : within;
}

const sum =
  (parts: readonly Cost[]): Cost =>
  (variables) =>
    parts.reduce((total, part) => total + part(variables), 0);

const nothing: Cost = () => 0;

/** @param document a valid one, within the structural limits: they bound how often a fragment is counted */
export function costOf(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
): Cost {
  const root = schema.getRootType(operation.operation);
  if (!root) return () => LEAST_COST;
  const fields = new Counting(schema, document, operation).selections(operation.selectionSet, root, null);
  return (variables) => Math.max(LEAST_COST, fields(variables));
}

class Counting {
  private readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  /** What the operation's variables are when nobody gives them. */
  private readonly defaults: ReadonlyMap<string, ValueNode>;
  private readonly root: GraphQLCompositeType | undefined;

  constructor(
    private readonly schema: GraphQLSchema,
    document: DocumentNode,
    { operation, variableDefinitions = [] }: OperationDefinitionNode,
  ) {
    const named = document.definitions.filter((each) => each.kind === Kind.FRAGMENT_DEFINITION);
    this.fragments = new Map(named.map((each) => [each.name.value, each]));
    this.defaults = new Map(
      variableDefinitions.flatMap(({ variable, defaultValue }) =>
        defaultValue ? [[variable.name.value, defaultValue] as const] : [],
      ),
    );
    this.root =
      operation === OperationTypeNode.MUTATION ? (schema.getMutationType() ?? undefined) : undefined;
  }

  /** @param page the size of the page whose `edges` and `nodes` are selected here; null outside of connections */
  selections({ selections }: SelectionSetNode, parent: GraphQLCompositeType, page: Cost | null): Cost {
    const parts = selections.map((selection): Cost => {
      if (selection.kind === Kind.FIELD) return this.field(selection, parent, page);
      const on =
        selection.kind === Kind.INLINE_FRAGMENT ? selection : this.fragments.get(selection.name.value);
      if (!on) return nothing;
      const type = on.typeCondition ? this.schema.getType(on.typeCondition.name.value) : parent;
      return isCompositeType(type) ? this.selections(on.selectionSet, type, page) : nothing;
    });
    return sum(parts);
  }

  private field(node: FieldNode, parent: GraphQLCompositeType, page: Cost | null): Cost {
    if (node.name.value === '__schema' || node.name.value === '__type') return () => POINTS_OF_INTROSPECTION;
    const definition = 'getFields' in parent ? parent.getFields()[node.name.value] : undefined;
    const ofMutation = definition && parent === this.root ? POINTS_OF_MUTATION : 0;
    const objects = definition ? this.objects(node, definition, parent, page) : nothing;
    return ofMutation === 0 ? objects : (variables) => ofMutation + objects(variables);
  }

  private objects(
    node: FieldNode,
    definition: AnyField,
    parent: GraphQLCompositeType,
    page: Cost | null,
  ): Cost {
    const type = getNamedType(definition.type);
    if (!node.selectionSet || !isCompositeType(type)) return nothing;
    const size = isConnection(type) ? this.pageSize(node) : null;
    const inner = this.selections(node.selectionSet, type, size);
    const times = page && isPage(definition, parent) ? page : timesOf(definition);
    return (variables) => times(variables) * (1 + inner(variables));
  }

  /** The size of the page a connection is asked for. @throws AppError INVALID when it is larger than any page */
  private pageSize({ arguments: given = [] }: FieldNode): Cost {
    const sizes = given.filter(({ name }) => name.value === 'first' || name.value === 'last');
    return (variables) => {
      let size = null;
      for (const { name, value } of sizes) {
        const asked = this.numberOf(value, variables);
        if (asked === null) continue;
        if (asked > limits.pageSize) throw overLimit(`page size (${name.value})`, limits.pageSize, asked);
        size = Math.max(size ?? 0, asked);
      }
      return size ?? DEFAULT_PAGE;
    };
  }

  private numberOf(value: ValueNode, variables: Variables): number | null {
    if (value.kind === Kind.INT) return Number(value.value);
    if (value.kind !== Kind.VARIABLE) return null;
    const name = value.name.value;
    const given = variables[name];
    if (typeof given === 'number') return given;
    const otherwise = given === undefined ? this.defaults.get(name) : undefined;
    return otherwise?.kind === Kind.INT ? Number(otherwise.value) : null;
  }
}

/** How many objects a field counts for. */
function timesOf(definition: AnyField): Cost {
  if (!isList(definition)) return () => 1;
  const times = Math.ceil(boundOf(definition.description ?? '') / LIST_ITEMS_PER_POINT);
  return () => times;
}

/** "Their roles; at most 2,000." → 2000 */
function boundOf(description: string): number {
  const named = /at most ([\d,]+)/.exec(description)?.[1];
  return named ? Number(named.replaceAll(',', '')) : UNNAMED_BOUND;
}
