import type { GraphQLError } from 'graphql';
import type { Decisions } from './conditions.js';
import type { AskSubgraph, Variables } from './federation.js';
import type { Shared } from './shared-entities.js';
import type { Tree } from './tree.js';

/** One execution of a plan. */
export interface Run {
  readonly variables: Variables;
  readonly decisions: Decisions;
  readonly ask: AskSubgraph;
  /** What subgraphs answered so far, put together. */
  data: Tree;
  /** Whether nothing was answered yet: the first answer is taken as it is. */
  isEmpty: boolean;
  readonly errors: GraphQLError[];
  /** What stands at several places of it; null while nothing does. */
  shared: Shared | null;
}

/** A part of a plan, compiled. */
export type Step = (run: Run) => Promise<void>;
