import { print, validate, visit, type DocumentNode, type GraphQLSchema } from 'graphql';
import { withoutUnused } from './generated-operation.js';

/** For how long smaller operations are tried: some take the planner long. */
const MOST_MS = 4_000;

/**
 * The smallest operation found by leaving things out one by one of which the same can still be said.
 *
 * @param holds whether it can be said of that operation
 */
export async function shrunk(
  schema: GraphQLSchema,
  document: DocumentNode,
  holds: (document: DocumentNode) => Promise<boolean>,
): Promise<DocumentNode> {
  let smallest = document;
  const until = performance.now() + MOST_MS;
  for (let nth = 0; performance.now() < until; nth += 1) {
    const smaller = without(smallest, nth);
    if (!smaller) break;
    if (hasHole(smaller) || validate(schema, smaller).length > 0 || print(smaller) === print(smallest)) {
      continue;
    }
    if (!(await holds(smaller))) continue;
    smallest = smaller;
    nth -= 1;
  }
  return smallest;
}

/** The operation without its nth selection, directive or argument; null when it has no more than that. */
function without(document: DocumentNode, nth: number): DocumentNode | null {
  let index = -1;
  const leave = (): null | undefined => {
    index += 1;
    return index === nth ? null : undefined;
  };
  const smaller: DocumentNode = visit(document, {
    Field: leave,
    InlineFragment: leave,
    FragmentSpread: leave,
    Directive: leave,
    Argument: leave,
  });
  return index < nth ? null : withoutUnused(smaller);
}

/** A selection set with nothing in it prints as none, and is no document any more. */
function hasHole(document: DocumentNode): boolean {
  const sizes: number[] = [];
  visit(document, { SelectionSet: ({ selections }) => void sizes.push(selections.length) });
  return sizes.includes(0);
}
