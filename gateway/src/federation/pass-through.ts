import type { FetchNode, PlanNode } from '@apollo/query-planner';
import {
  getNamedType,
  getNullableType,
  getOperationAST,
  isEnumType,
  isLeafType,
  isListType,
  isObjectType,
  Kind,
  OperationTypeNode,
  parse,
  print,
  type FieldNode,
  type GraphQLEnumType,
  type GraphQLObjectType,
  type GraphQLSchema,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';
import { weightOf } from '../limits/cost.js';
import type { Asked } from './shape.js';

/** An operation whose answer is that of its one fetch, to the letter. */
export interface PassThrough {
  readonly fetch: FetchNode;
  /** What it costs, whatever is found: it is not looked at. */
  readonly points: number;
}

/**
 * Whether the answer of a plan's only fetch can be handed on without being read: the fetch asks for what the client asks
 * for and nothing else, of objects whose type is known, without lists of them, since these are counted, and without
 * enums that have values which clients may not see.
 * @param supergraph with what clients may not see
 */
export function passThroughOf(
  { document, operation }: Asked,
  node: PlanNode | undefined,
  api: GraphQLSchema,
  supergraph: GraphQLSchema,
): PassThrough | null {
  const root = api.getRootType(operation.operation);
  if (node?.kind !== 'Fetch' || node.requires || node.outputRewrites?.length || !root) return null;
  // Fragments are spread by the planner in ways of its own.
  if (document.definitions.length > 1 || operation.operation !== OperationTypeNode.QUERY) return null;
  const fetched = getOperationAST(parse(node.operation, { noLocation: true }));
  if (!fetched) return null;
  const points = new Comparison(supergraph).points(operation.selectionSet, fetched.selectionSet, root, 1);
  return points === null ? null : { fetch: node, points };
}

class Comparison {
  constructor(private readonly supergraph: GraphQLSchema) {}

  /** What the objects in a selection cost; null when it is not the same, or has to be looked at. */
  points(
    { selections }: SelectionSetNode,
    fetched: SelectionSetNode,
    type: GraphQLObjectType,
    within: number,
  ): number | null {
    if (selections.length !== fetched.selections.length) return null;
    let total = 0;
    const keys = new Set<string>();
    for (const [index, selection] of selections.entries()) {
      const points = this.field(selection, fetched.selections[index], type, within);
      if (points === null || selection.kind !== Kind.FIELD) return null;
      keys.add((selection.alias ?? selection.name).value);
      total += points;
    }
    // A key that is selected twice is one key of the answer.
    return keys.size === selections.length ? total : null;
  }

  private field(
    selection: SelectionNode,
    fetched: SelectionNode | undefined,
    parent: GraphQLObjectType,
    within: number,
  ): number | null {
    if (selection.kind !== Kind.FIELD || fetched?.kind !== Kind.FIELD) return null;
    if (!isAlike(selection, fetched)) return null;
    if (selection.name.value === '__typename') return 0;
    const field = parent.getFields()[selection.name.value];
    const type = field && getNamedType(field.type);
    if (!field || !type) return null;
    if (isLeafType(type)) return isEnumType(type) && !this.isOpen(type) ? null : 0;
    if (!isObjectType(type) || isListType(getNullableType(field.type))) return null;
    if (!selection.selectionSet || !fetched.selectionSet) return null;
    const weight = weightOf(field, parent, within);
    const inner = this.points(selection.selectionSet, fetched.selectionSet, type, weight);
    return inner === null ? null : weight + inner;
  }

  private isOpen(type: GraphQLEnumType): boolean {
    const whole = this.supergraph.getType(type.name);
    return isEnumType(whole) && whole.getValues().length === type.getValues().length;
  }
}

function isAlike(selection: FieldNode, fetched: FieldNode): boolean {
  const isPlain = !selection.directives?.length && !fetched.directives?.length;
  return isPlain && beginningOf(selection) === beginningOf(fetched);
}

const beginningOf = ({ alias, name, arguments: given = [] }: FieldNode): string =>
  `${(alias ?? name).value} ${name.value} ${given.map(print).join()}`;
