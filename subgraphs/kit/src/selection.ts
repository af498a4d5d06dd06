import { type FieldNode, type GraphQLResolveInfo, Kind, type SelectionSetNode } from 'graphql';

type Fragments = GraphQLResolveInfo['fragments'];

function namesOf({ selections }: SelectionSetNode, fragments: Fragments): string[] {
  return selections.flatMap((selection) => {
    if (selection.kind === Kind.FIELD) return [selection.name.value];
    const inner = selection.kind === Kind.INLINE_FRAGMENT ? selection : fragments[selection.name.value];
    return inner ? namesOf(inner.selectionSet, fragments) : [];
  });
}

/** What was found of a field in one execution; asked anew for each thing of a list. */
const found = new WeakMap<
  readonly FieldNode[],
  { readonly names: readonly string[]; readonly only: boolean }
>();

/**
 * Whether nothing but these fields is asked of what a field answers with: a resolver may then answer with less than
 * the whole. Conditions (`@skip`, `@include`) are not looked at: what may be asked counts as asked.
 */
export function asksOnly({ fieldNodes, fragments }: GraphQLResolveInfo, names: readonly string[]): boolean {
  const known = found.get(fieldNodes);
  if (known?.names === names) return known.only;
  const only = fieldNodes
    .flatMap(({ selectionSet }) => (selectionSet ? namesOf(selectionSet, fragments) : []))
    .every((name) => name === '__typename' || names.includes(name));
  found.set(fieldNodes, { names, only });
  return only;
}
