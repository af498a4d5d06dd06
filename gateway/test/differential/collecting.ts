import {
  getArgumentValues,
  getDirectiveValues,
  GraphQLIncludeDirective,
  GraphQLSkipDirective,
  isAbstractType,
  isObjectType,
  Kind,
  TypeNameMetaFieldDef,
  type DocumentNode,
  type FieldNode,
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';
import type { Variables } from './subject.js';

/** What is executed, and with which variables. */
export interface Selecting {
  readonly schema: GraphQLSchema;
  readonly document: DocumentNode;
  readonly variables: Variables;
}

/** The fields asked of an object of that type, by the name they are answered under, in the order of the answer. */
export function collected(
  selecting: Selecting,
  type: GraphQLObjectType,
  nodes: readonly { readonly selectionSet?: SelectionSetNode | undefined }[],
): ReadonlyMap<string, readonly FieldNode[]> {
  const fields = new Map<string, FieldNode[]>();
  for (const { selectionSet } of nodes) collect(selecting, type, selectionSet?.selections ?? [], fields);
  return fields;
}

function collect(
  selecting: Selecting,
  type: GraphQLObjectType,
  selections: readonly SelectionNode[],
  fields: Map<string, FieldNode[]>,
): void {
  for (const selection of selections) {
    if (!isWanted(selecting, selection)) continue;
    if (selection.kind === Kind.FIELD) {
      const name = selection.alias?.value ?? selection.name.value;
      fields.set(name, [...(fields.get(name) ?? []), selection]);
      continue;
    }
    const fragment = selection.kind === Kind.INLINE_FRAGMENT ? selection : fragmentOf(selecting, selection);
    const condition = fragment.typeCondition?.name.value;
    if (condition !== undefined && !applies(selecting.schema, condition, type)) continue;
    collect(selecting, type, fragment.selectionSet.selections, fields);
  }
}

function fragmentOf({ document }: Selecting, { name }: { readonly name: { readonly value: string } }) {
  const found = document.definitions.find(
    (each) => each.kind === Kind.FRAGMENT_DEFINITION && each.name.value === name.value,
  );
  if (found?.kind !== Kind.FRAGMENT_DEFINITION) throw new TypeError(`There is no fragment ${name.value}`);
  return found;
}

function isWanted({ variables }: Selecting, selection: SelectionNode): boolean {
  if (!selection.directives?.length) return true;
  if (getDirectiveValues(GraphQLSkipDirective, selection, variables)?.['if'] === true) return false;
  return getDirectiveValues(GraphQLIncludeDirective, selection, variables)?.['if'] !== false;
}

function applies(schema: GraphQLSchema, condition: string, type: GraphQLObjectType): boolean {
  if (condition === type.name) return true;
  const conditional = schema.getType(condition);
  return isAbstractType(conditional) && schema.isSubType(conditional, type);
}

/** @throws TypeError when the type has no such field: the request was not valid */
export function definitionOf(type: GraphQLObjectType, name: string): GraphQLField<unknown, unknown> {
  const field = name === '__typename' ? TypeNameMetaFieldDef : type.getFields()[name];
  if (!field || !isObjectType(type)) throw new TypeError(`${type.name} has no field ${name}`);
  return field;
}

/** The arguments as text, told after the schema; or why they cannot be had. */
export function toldArguments(
  { variables }: Selecting,
  field: GraphQLField<unknown, unknown>,
  node: FieldNode,
): string | Error {
  if (field.args.length === 0) return '';
  try {
    return canonical(getArgumentValues(field, node, variables));
  } catch (error) {
    // The only way graphql-js has to say that a variable is null where there must be a value.
    return error instanceof Error ? error : new TypeError(String(error));
  }
}

/** JSON text that does not depend on the order of keys. */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value ?? null);
  const entries = Object.entries(value).toSorted(([one], [other]) => (one < other ? -1 : 1));
  return `{${entries.map(([key, each]) => `${JSON.stringify(key)}:${canonical(each)}`).join(',')}}`;
}

/** @throws TypeError when there is none */
export function operationOf({ definitions }: DocumentNode): OperationDefinitionNode {
  const operation = definitions.find((each) => each.kind === Kind.OPERATION_DEFINITION);
  if (!operation) throw new TypeError('The document has no operation');
  return operation;
}
