import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  getNamedType,
  getOperationAST,
  isInputType,
  isObjectType,
  Kind,
  OperationTypeNode,
  parse,
  print,
  separateOperations,
  typeFromAST,
  TypeInfo,
  validate,
  visit,
  visitWithTypeInfo,
  type DocumentNode,
  type FragmentDefinitionNode,
  type GraphQLInputType,
  type GraphQLNamedType,
  type GraphQLOutputType,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type SelectionSetNode,
  type VariableDefinitionNode,
} from 'graphql';

/** From `src` and from `dist` alike: tsc does not copy them. */
export const REST_OPERATIONS = fileURLToPath(new URL('../../src/rest/operations', import.meta.url));

/** The variable that a client key goes into; over REST it comes in a header. */
const KEY = 'key';

/** One value that an operation takes. */
export interface RestVariable {
  readonly name: string;
  readonly type: GraphQLInputType;
  readonly description: string;
  readonly isRequired: boolean;
}

/** What an operation answers with, once its single fields are unwrapped. */
export interface RestAnswer {
  /** The names of the fields that only wrap it, outermost first. */
  readonly path: readonly string[];
  readonly type: GraphQLOutputType;
  readonly selections: SelectionSetNode;
  /** Whether it is a page of a list. */
  readonly isPage: boolean;
}

/** An operation that is offered at /rest, under its name. */
export interface RestOperation {
  readonly name: string;
  /** The file it stands in: what it is about. */
  readonly topic: string;
  readonly isMutation: boolean;
  readonly summary: string;
  readonly description: string;
  /** The operation as the door is asked: its text, descriptions and all, as trusted documents have it. */
  readonly text: string;
  readonly definition: OperationDefinitionNode;
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  /** Without the client key. */
  readonly variables: readonly RestVariable[];
  readonly hasKey: boolean;
  readonly answer: RestAnswer;
}

/** What could be offered, and what the schema does not answer. */
export interface RestOperations {
  readonly offered: ReadonlyMap<string, RestOperation>;
  /** The names of operations that are no valid ones here, and why. */
  readonly faults: ReadonlyMap<string, string>;
}

/** Reads the reviewed list: every operation of the `.graphql` files of a folder, each file with its own fragments. */
export function restOperations(schema: GraphQLSchema, folder = REST_OPERATIONS): RestOperations {
  const offered = new Map<string, RestOperation>();
  const faults = new Map<string, string>();
  for (const file of readdirSync(folder).sort()) {
    const topic = file.replace(/\.graphql$/, '');
    if (topic === file) continue;
    const separate = separateOperations(
      parse(readFileSync(join(folder, file), 'utf8'), { noLocation: true }),
    );
    for (const [name, document] of Object.entries(separate)) {
      const [fault] = validate(schema, document);
      if (fault) faults.set(name, fault.message);
      else offered.set(name, operationOf(schema, document, { name, topic }));
    }
  }
  return { offered, faults };
}

function operationOf(
  schema: GraphQLSchema,
  document: DocumentNode,
  { name, topic }: { readonly name: string; readonly topic: string },
): RestOperation {
  const definition = getOperationAST(document, name);
  if (!definition) throw new TypeError(`${topic}.graphql has no operation ${name}`);
  const [summary = '', ...more] = (definition.description?.value ?? '').split('\n\n');
  const named = document.definitions.filter((each) => each.kind === Kind.FRAGMENT_DEFINITION);
  const variables = definition.variableDefinitions ?? [];
  const described = descriptionsOf(schema, definition);
  return {
    name,
    topic,
    isMutation: definition.operation === OperationTypeNode.MUTATION,
    summary: inOneLine(summary),
    description: more.map(inOneLine).join('\n\n'),
    text: print(document),
    definition,
    fragments: new Map(named.map((each) => [each.name.value, each])),
    variables: variables
      .map((each) => variableOf(schema, each, described))
      .filter((each) => each.name !== KEY),
    hasKey: variables.some(({ variable }) => variable.name.value === KEY),
    answer: answerOf(schema, definition),
  };
}

const inOneLine = (text: string): string => text.replace(/\s*\n\s*/g, ' ').trim();

function variableOf(
  schema: GraphQLSchema,
  { variable, type, defaultValue, description }: VariableDefinitionNode,
  described: ReadonlyMap<string, string>,
): RestVariable {
  const found = typeFromAST(schema, type);
  if (!isInputType(found)) throw new TypeError(`$${variable.name.value} has no input type`);
  return {
    name: variable.name.value,
    type: found,
    description: description?.value ?? described.get(variable.name.value) ?? '',
    isRequired: type.kind === Kind.NON_NULL_TYPE && !defaultValue,
  };
}

/** What the schema says of the places that variables go to. */
function descriptionsOf(
  schema: GraphQLSchema,
  definition: OperationDefinitionNode,
): ReadonlyMap<string, string> {
  const described = new Map<string, string>();
  const types = new TypeInfo(schema);
  const note = (variable: string, description: string | null | undefined): void => {
    if (description && !described.has(variable)) described.set(variable, description);
  };
  visit(
    definition,
    visitWithTypeInfo(types, {
      Argument: ({ value }) => {
        if (value.kind === Kind.VARIABLE) note(value.name.value, types.getArgument()?.description);
      },
      ObjectField: ({ name, value }) => {
        const parent = getNamedType(types.getParentInputType());
        if (value.kind !== Kind.VARIABLE || !parent || !('getFields' in parent)) return;
        note(value.name.value, parent.getFields()[name.value]?.description);
      },
    }),
  );
  return described;
}

/** A field that stands alone and is an object only wraps what is asked for: people expect that, not the wrapping. */
function answerOf(schema: GraphQLSchema, { operation, selectionSet }: OperationDefinitionNode): RestAnswer {
  const path: string[] = [];
  let type: GraphQLOutputType | null | undefined = schema.getRootType(operation);
  let selections = selectionSet;
  for (;;) {
    const [field, ...others] = selections.selections;
    const parent: GraphQLNamedType | null | undefined = type && getNamedType(type);
    if (field?.kind !== Kind.FIELD || others.length > 0 || !field.selectionSet || !isObjectType(parent)) {
      break;
    }
    const inner: GraphQLOutputType | undefined = parent.getFields()[field.name.value]?.type;
    if (!inner || isListInside(inner)) break;
    path.push(field.alias?.value ?? field.name.value);
    type = inner;
    selections = field.selectionSet;
  }
  if (!type) throw new TypeError(`The schema has no ${operation}`);
  return { path, type, selections, isPage: getNamedType(type).name.endsWith('Connection') };
}

const isListInside = (type: GraphQLOutputType): boolean => String(type).includes('[');
