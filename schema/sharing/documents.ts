import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import {
  type DocumentNode,
  type FragmentDefinitionNode,
  Kind,
  type OperationDefinitionNode,
  OperationTypeNode,
  parse,
  visit,
} from 'graphql';

/** One subscription of the client, with the fragments it uses. */
export interface ClientSubscription {
  readonly name: string;
  readonly definition: OperationDefinitionNode;
  readonly document: DocumentNode;
}

const TYPENAME = { kind: Kind.FIELD, name: { kind: Kind.NAME, value: '__typename' } } as const;

/** Every subscription in the `.graphql` files under a folder, by name; each object says its type. */
export async function subscriptionsIn(folder: string): Promise<readonly ClientSubscription[]> {
  const names = await readdir(folder, { recursive: true });
  const files = names.filter((name) => name.endsWith('.graphql')).map((name) => join(folder, name));
  const texts = await Promise.all(files.map((file) => readFile(file, 'utf8')));
  return subscriptionsOf(texts.map((text) => parse(text, { noLocation: true })));
}

/** The same of documents: fragments may stand in another one than those who use them. */
export function subscriptionsOf(documents: readonly DocumentNode[]): readonly ClientSubscription[] {
  const definitions = documents.flatMap((document) => document.definitions);
  const fragments = new Map(
    definitions.flatMap((each) =>
      each.kind === Kind.FRAGMENT_DEFINITION ? [[each.name.value, each] as const] : [],
    ),
  );
  return definitions
    .flatMap((each) =>
      each.kind === Kind.OPERATION_DEFINITION && each.operation === OperationTypeNode.SUBSCRIPTION
        ? [each]
        : [],
    )
    .map((definition) => ({
      name: definition.name?.value ?? 'without a name',
      definition,
      document: typed({ kind: Kind.DOCUMENT, definitions: [definition, ...used(definition, fragments)] }),
    }))
    .sort((one, other) => one.name.localeCompare(other.name));
}

/** Those that a definition spreads, and those that they do. */
function used(
  definition: OperationDefinitionNode,
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
): readonly FragmentDefinitionNode[] {
  const found = new Map<string, FragmentDefinitionNode>();
  const collect = (node: OperationDefinitionNode | FragmentDefinitionNode): void => {
    visit(node, {
      FragmentSpread({ name: { value } }) {
        const fragment = fragments.get(value);
        if (!fragment || found.has(value)) return;
        found.set(value, fragment);
        collect(fragment);
      },
    });
  };
  collect(definition);
  return [...found.values()];
}

/** Asks every object below the root for its type; a subscription itself may have one root field only. */
const typed = (document: DocumentNode): DocumentNode =>
  visit(document, {
    Field: {
      leave: (field) =>
        field.selectionSet && {
          ...field,
          selectionSet: {
            ...field.selectionSet,
            selections: [TYPENAME, ...field.selectionSet.selections],
          },
        },
    },
  });
