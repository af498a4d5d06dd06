import {
  executeSync,
  Kind,
  OperationTypeNode,
  visit,
  type DocumentNode,
  type GraphQLSchema,
  type OperationDefinitionNode,
} from 'graphql';
import type { Variables } from './federation.js';
import type { Selected } from './selection.js';

/** Answers `__schema` and `__type` from the schema that clients see, as JSON. */
export type Introspect = (variables: Variables) => string;

/** Fields that no subgraph is asked for. */
export const isIntrospection = (name: string): boolean => name === '__schema' || name === '__type';

/** @param document where its fragments are */
export function introspectionOf(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  { key, nodes }: Selected,
): Introspect {
  const asked = questionOf(document, operation, nodes);
  const execute = (variables: Variables): string => {
    const { data, errors } = executeSync({ schema, document: asked, variableValues: variables });
    if (errors?.[0]) throw errors[0];
    return JSON.stringify(data?.[key] ?? null);
  };
  if (usesVariables(asked)) return execute;
  let known: string | null = null;
  return (variables) => (known ??= execute(variables));
}

/** An operation that selects these fields and nothing else, with the variables that they and the fragments may use. */
function questionOf(
  document: DocumentNode,
  operation: OperationDefinitionNode,
  selections: Selected['nodes'],
): DocumentNode {
  const question: OperationDefinitionNode = {
    kind: Kind.OPERATION_DEFINITION,
    operation: OperationTypeNode.QUERY,
    variableDefinitions: operation.variableDefinitions ?? [],
    selectionSet: { kind: Kind.SELECTION_SET, selections },
  };
  const fragments = document.definitions.filter((each) => each.kind === Kind.FRAGMENT_DEFINITION);
  return { kind: Kind.DOCUMENT, definitions: [question, ...fragments] };
}

function usesVariables(document: DocumentNode): boolean {
  let isUsed = false;
  visit(document, {
    VariableDefinition: () => false,
    Variable: () => {
      isUsed = true;
    },
  });
  return isUsed;
}
