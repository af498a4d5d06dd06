import { invalid } from '@parley/kit';
import {
  Kind,
  type DirectiveNode,
  type DocumentNode,
  type FragmentDefinitionNode,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';
import type { Variables } from './federation.js';

/** What each variable that a `@skip` or `@include` reads says in one request. */
export type Decisions = Readonly<Record<string, boolean>>;

/** The variables that decide which parts of an operation are asked for. */
export interface Conditions {
  /** @throws AppError INVALID when one of them is neither true nor false */
  decide(variables: Variables): Decisions;
  /** The same for the same decisions. */
  key(decisions: Decisions): string;
}

const isConditional = ({ name }: DirectiveNode): boolean => name.value === 'skip' || name.value === 'include';

/** Reads which variables an operation's conditions depend on, and what they are when nobody gives them. */
export function conditionsOf(document: DocumentNode, operation: OperationDefinitionNode): Conditions {
  const names = [...new ConditionReader(document).read(operation.selectionSet)];
  const defaults = new Map(
    (operation.variableDefinitions ?? []).map(({ variable, defaultValue }) => [
      variable.name.value,
      defaultValue?.kind === Kind.BOOLEAN ? defaultValue.value : undefined,
    ]),
  );
  const none: Decisions = {};
  return {
    decide(variables) {
      if (names.length === 0) return none;
      return Object.fromEntries(
        names.map((name) => {
          const given = Object.hasOwn(variables, name) ? variables[name] : undefined;
          const value = given === undefined ? defaults.get(name) : given;
          if (typeof value !== 'boolean') throw invalid('variables', `$${name} must be true or false`);
          return [name, value];
        }),
      );
    },
    key: (decisions) => names.map((name) => (decisions[name] ? '1' : '0')).join(''),
  };
}

/** Whether a selection is asked for. */
export function isIncluded({ directives }: SelectionNode, decisions: Decisions): boolean {
  if (!directives) return true;
  for (const directive of directives) {
    if (isConditional(directive) && isTrue(directive, decisions) !== (directive.name.value === 'include')) {
      return false;
    }
  }
  return true;
}

function isTrue({ arguments: given }: DirectiveNode, decisions: Decisions): boolean {
  const value = given?.[0]?.value;
  if (value?.kind === Kind.VARIABLE) return decisions[value.name.value] ?? false;
  return value?.kind === Kind.BOOLEAN && value.value;
}

/** Walks through what one operation selects, each fragment once. */
class ConditionReader {
  private readonly names = new Set<string>();
  private readonly seen = new Set<string>();
  private readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;

  constructor(document: DocumentNode) {
    const named = document.definitions.filter((each) => each.kind === Kind.FRAGMENT_DEFINITION);
    this.fragments = new Map(named.map((each) => [each.name.value, each]));
  }

  read({ selections }: SelectionSetNode): ReadonlySet<string> {
    for (const selection of selections) {
      for (const { arguments: given } of selection.directives?.filter(isConditional) ?? []) {
        const value = given?.[0]?.value;
        if (value?.kind === Kind.VARIABLE) this.names.add(value.name.value);
      }
      if (selection.kind !== Kind.FRAGMENT_SPREAD) {
        if (selection.selectionSet) this.read(selection.selectionSet);
      } else if (!this.seen.has(selection.name.value)) {
        this.seen.add(selection.name.value);
        const fragment = this.fragments.get(selection.name.value);
        if (fragment) this.read(fragment.selectionSet);
      }
    }
    return this.names;
  }
}
