import { readdirSync, readFileSync } from 'node:fs';
import { isInputType, Kind, parse, typeFromAST, type DefinitionNode, type DocumentNode } from 'graphql';
import type { Case } from './cases.js';
import { operationOf } from './collecting.js';
import { faultsFor } from './faults.js';
import { withoutUnused } from './generated-operation.js';
import { GeneratedValues } from './generated-values.js';
import { Random } from './random.js';
import type { World } from './world.js';

const CLIENT = new URL('../../../client/src/', import.meta.url);

/** All that the client sends, each with the fragments it uses. */
export function clientDocuments(): readonly DocumentNode[] {
  const definitions = readdirSync(CLIENT, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.graphql'))
    .toSorted()
    .flatMap((file): readonly DefinitionNode[] => {
      const text = readFileSync(new URL(file.replaceAll('\\', '/'), CLIENT), 'utf8');
      return parse(text, { noLocation: true }).definitions;
    });
  const fragments = definitions.filter(({ kind }) => kind === Kind.FRAGMENT_DEFINITION);
  return definitions
    .filter(({ kind }) => kind === Kind.OPERATION_DEFINITION)
    .map((operation) => withoutUnused({ kind: Kind.DOCUMENT, definitions: [operation, ...fragments] }));
}

/** One of them with drawn variables. */
export function clientCase({ name: world, apiSchema }: World, document: DocumentNode, seed: number): Case {
  const operation = operationOf(document);
  const name = `${world}:${operation.name?.value ?? ''}:${seed}`;
  const values = new GeneratedValues(new Random(name));
  for (const { variable, type, defaultValue } of operation.variableDefinitions ?? []) {
    const known = typeFromAST(apiSchema, type);
    if (known && isInputType(known)) values.provide(variable.name.value, known, defaultValue !== undefined);
  }
  return { name, document, variables: values.given, faults: faultsFor(name) };
}
