import { OperationTypeNode, type DocumentNode } from 'graphql';
import { faultsFor, type Faults } from './faults.js';
import { generateOperation } from './generated-operation.js';
import { Random } from './random.js';
import type { Variables } from './subject.js';
import type { World } from './world.js';

/** An operation, and how the subgraphs fail while it is executed, once after another. */
export interface Case {
  /** `<supergraph>:<seed>`, what a replay is told. */
  readonly name: string;
  readonly document: DocumentNode;
  readonly variables: Variables;
  readonly faults: readonly Faults[];
}

/** The case of that seed, always the same. */
export function caseOf(world: World, seed: number): Case {
  const name = `${world.name}:${seed}`;
  const random = new Random(name);
  const { apiSchema, exchanged: reserved } = world;
  const kinds = Object.values(OperationTypeNode).filter((kind) => apiSchema.getRootType(kind));
  const kind = random.chance(0.6) ? OperationTypeNode.QUERY : random.pick(kinds);
  const shape = { depth: 1 + random.below(world.depth), breadth: 2 + random.below(3), reserved };
  const { document, variables } = generateOperation(apiSchema, kind, random, shape);
  return { name, document, variables, faults: faultsFor(name) };
}
