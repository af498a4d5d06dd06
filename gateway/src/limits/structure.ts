import {
  Kind,
  visit,
  type DefinitionNode,
  type DocumentNode,
  type FragmentDefinitionNode,
  type GraphQLError,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';
import { invalid } from '@parley/kit';
import { overLimit } from '../errors.js';

/** How much an operation may be, whoever asks and over whatever protocol. */
export const limits = {
  /** A request's body, or a message of a socket. */
  bodyBytes: 256 * 1024,
  /** Subscriptions, queries and mutations of one socket that are under way at once. */
  operationsOfSocket: 100,
  tokens: 2_000,
  depth: 12,
  aliases: 30,
  rootFields: 10,
  directives: 20,
  fragments: 40,
  /** Fields once all fragments are spread: what planning and merging would have to walk through. */
  selections: 5_000,
  /** Of fields with one name, to find out whether they can be one; graphql-js counts them. */
  comparisons: 500_000,
  pageSize: 100,
  cost: 5_000,
  /** Of any kind, with those inside of others. */
  valuesInVariables: 10_000,
  depthOfVariables: 32,
} as const;

/** The size of a selection set with its fragments spread. */
interface Extent {
  readonly depth: number;
  readonly aliases: number;
  readonly selections: number;
  readonly fields: readonly string[];
}

const NOTHING: Extent = { depth: 0, aliases: 0, selections: 0, fields: [] };

/** What every tool asks of a schema is deeper than any query; graphql-js has a rule of its own for its depth. */
const isIntrospection = (selection: SelectionNode): boolean =>
  selection.kind === Kind.FIELD && (selection.name.value === '__schema' || selection.name.value === '__type');

/**
 * Measures selection sets. Each fragment is measured once, so the work is linear in the document however often its
 * fragments are spread; a fragment inside itself counts as nothing, since validation refuses it.
 */
class Ruler {
  private readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  private readonly measured = new Map<string, Extent>();

  constructor(document: DocumentNode) {
    const named = document.definitions.filter((each) => each.kind === Kind.FRAGMENT_DEFINITION);
    this.fragments = new Map(named.map((each) => [each.name.value, each]));
  }

  measure({ selections }: SelectionSetNode): Extent {
    const total = { depth: 0, aliases: 0, selections: 0, fields: [] as string[] };
    for (const selection of selections) {
      const inner = this.within(selection);
      const isField = selection.kind === Kind.FIELD;
      total.depth = Math.max(total.depth, isIntrospection(selection) ? 1 : inner.depth + Number(isField));
      total.aliases += inner.aliases + Number(isField && selection.alias !== undefined);
      total.selections += inner.selections + Number(isField);
      // More than the limit needs no exact count.
      if (total.fields.length > limits.rootFields) continue;
      total.fields.push(...(isField ? [selection.name.value] : inner.fields));
    }
    return total;
  }

  private within(selection: SelectionNode): Extent {
    if (selection.kind !== Kind.FRAGMENT_SPREAD) {
      return selection.selectionSet ? this.measure(selection.selectionSet) : NOTHING;
    }
    const name = selection.name.value;
    const known = this.measured.get(name);
    if (known) return known;
    const fragment = this.fragments.get(name);
    if (!fragment) return NOTHING;
    this.measured.set(name, NOTHING);
    const extent = this.measure(fragment.selectionSet);
    this.measured.set(name, extent);
    return extent;
  }
}

const isOperation = (definition: DefinitionNode): definition is OperationDefinitionNode =>
  definition.kind === Kind.OPERATION_DEFINITION;

/** The names of an operation's root fields, with fragments spread. */
export const rootFieldsOf = (document: DocumentNode, operation: OperationDefinitionNode): readonly string[] =>
  new Ruler(document).measure(operation.selectionSet).fields;

/** Which limits a parsed document passes; before validation, whose own work they bound. */
export function structureFaults(document: DocumentNode): readonly GraphQLError[] {
  const faults: GraphQLError[] = [];
  const check = (limit: string, allowed: number, asked: number): void => {
    if (asked > allowed) faults.push(overLimit(limit, allowed, asked));
  };
  const ruler = new Ruler(document);
  for (const operation of document.definitions.filter(isOperation)) {
    const extent = ruler.measure(operation.selectionSet);
    check('depth', limits.depth, extent.depth);
    check('aliases', limits.aliases, extent.aliases);
    check('root fields', limits.rootFields, extent.fields.length);
    check('selections', limits.selections, extent.selections);
  }
  check(
    'fragments',
    limits.fragments,
    document.definitions.filter((each) => each.kind === Kind.FRAGMENT_DEFINITION).length,
  );
  let directives = 0;
  visit(document, {
    Directive: () => {
      directives += 1;
    },
    StringValue: ({ value }) => {
      if (value.includes('\0')) {
        faults.push(invalid('query', 'A text in the document contains a NUL character'));
      }
    },
  });
  check('directives', limits.directives, directives);
  return faults;
}
