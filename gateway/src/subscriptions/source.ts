import { invalid, type OperationRequest } from '@parley/kit';
import {
  executeSync,
  getArgumentValues,
  getOperationAST,
  getVariableValues,
  Kind,
  parse,
  print,
  visit,
  type ArgumentNode,
  type DocumentNode,
  type FieldNode,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type VariableDefinitionNode,
} from 'graphql';
import type { SubscriptionSource, Variables } from '../federation/federation.js';
import type { Operation } from '../operation.js';

/** How the gateway names the cursor it follows from, so that it can resume where its clients cannot see. */
const AFTER = 'parley_after';

/** The root field of a subscription as its subgraph is asked for it, from any cursor. */
export interface Source {
  readonly subgraph: string;
  /** Whether there are cursors: what is ephemeral has none. */
  readonly isFollowable: boolean;
  /** From where the caller wants to follow; null is the present. */
  after(variables: Variables): string | null;
  request(variables: Variables, after: string | null): OperationRequest;
  /** Equal for those who follow the same thing with the same selection, from wherever. */
  key(variables: Variables): string;
  /** What this subscription selects of CaughtUp, as the JSON of an answer. */
  caughtUp(variables: Variables, cursor: string): Buffer;
}

interface Asked {
  readonly document: DocumentNode;
  readonly definition: OperationDefinitionNode;
  readonly field: FieldNode;
  /** The variable that holds the client's cursor and nothing else; null when there is none. */
  readonly own: string | null;
}

function readAsked(query: string): Asked {
  const document = parse(query, { noLocation: true });
  const definition = getOperationAST(document);
  const field = definition?.selectionSet.selections[0];
  if (!definition || field?.kind !== Kind.FIELD) throw invalid('query', 'A subscription has one root field');
  return { document, definition, field, own: ownVariable(definition, field) };
}

function ownVariable(definition: OperationDefinitionNode, field: FieldNode): string | null {
  const value = field.arguments?.find((argument) => argument.name.value === 'after')?.value;
  if (value?.kind !== Kind.VARIABLE) return null;
  let uses = 0;
  visit(definition.selectionSet, {
    Variable: ({ name }) => {
      if (name.value === value.name.value) uses += 1;
    },
  });
  return uses === 1 ? value.name.value : null;
}

const nameOf = (value: string) => ({ kind: Kind.NAME, value }) as const;
const AFTER_VARIABLE = { kind: Kind.VARIABLE, name: nameOf(AFTER) } as const;

/** The same subscription with the cursor as a variable of ours. */
function fromAnywhere({ document, definition, field, own }: Asked, type: string): string {
  const others = (field.arguments ?? []).filter((argument) => argument.name.value !== 'after');
  const after: ArgumentNode = { kind: Kind.ARGUMENT, name: nameOf('after'), value: AFTER_VARIABLE };
  const variable: VariableDefinitionNode = {
    kind: Kind.VARIABLE_DEFINITION,
    variable: AFTER_VARIABLE,
    type: { kind: Kind.NAMED_TYPE, name: nameOf(type) },
  };
  const kept = (definition.variableDefinitions ?? []).filter((each) => each.variable.name.value !== own);
  const rewritten: OperationDefinitionNode = {
    ...definition,
    variableDefinitions: [...kept, variable],
    selectionSet: {
      kind: Kind.SELECTION_SET,
      selections: [{ ...field, arguments: [...others, after] }],
    },
  };
  const definitions = document.definitions.map((each) => (each === definition ? rewritten : each));
  return print({ ...document, definitions });
}

const without = (variables: Variables, own: string | null): Variables =>
  Object.fromEntries(Object.entries(variables).filter(([key]) => key !== own));

/** Reads how an operation's root field is followed. @param source what the planner asks of the field's owner */
export function sourceOf(schema: GraphQLSchema, operation: Operation, source: SubscriptionSource): Source {
  const { query, operationName } = source.request({});
  const asked = readAsked(query);
  const field = schema.getSubscriptionType()?.getFields()[asked.field.name.value];
  const cursorType = field?.args.find((argument) => argument.name === 'after')?.type;
  const { own } = asked;
  const text = cursorType ? fromAnywhere(asked, String(cursorType)) : query;
  return {
    subgraph: source.subgraph,
    isFollowable: cursorType !== undefined,
    after(variables) {
      const { coerced } = getVariableValues(schema, asked.definition.variableDefinitions ?? [], {
        ...source.request(variables).variables,
      });
      if (!field || !coerced) return null;
      return (getArgumentValues(field, asked.field, coerced)['after'] as string | null | undefined) ?? null;
    },
    request: (variables, after) => {
      const used = source.request(variables).variables ?? {};
      const given = cursorType ? { ...without(used, own), [AFTER]: after } : used;
      return { query: text, operationName, variables: given };
    },
    key: (variables) => `${operation.key} ${JSON.stringify(without(variables, own))}`,
    caughtUp: (variables, cursor) =>
      renderCaughtUp(schema, operation.document, asked.field.name.value, {
        name: operation.name,
        variables,
        cursor,
      }),
  };
}

/** CaughtUp has nothing but its place and time, so it is rendered here rather than asked for. */
function renderCaughtUp(
  schema: GraphQLSchema,
  document: DocumentNode,
  field: string,
  { name: operationName, variables, cursor }: { name?: string; variables: Variables; cursor: string },
): Buffer {
  const event = { __typename: 'CaughtUp', cursor, at: new Date().toISOString() };
  const { data } = executeSync({
    schema,
    document,
    operationName,
    variableValues: variables,
    rootValue: { [field]: event },
  });
  return Buffer.from(JSON.stringify({ data }));
}
