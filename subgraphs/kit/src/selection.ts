import { type GraphQLResolveInfo, Kind, type SelectionSetNode } from 'graphql';

type Fragments = GraphQLResolveInfo['fragments'];

function namesOf({ selections }: SelectionSetNode, fragments: Fragments): string[] {
  return selections.flatMap((selection) => {
    if (selection.kind === Kind.FIELD) return [selection.name.value];
    const inner = selection.kind === Kind.INLINE_FRAGMENT ? selection : fragments[selection.name.value];
    return inner ? namesOf(inner.selectionSet, fragments) : [];
  });
}

/**
 * Whether nothing but these fields is asked of what a field answers with: a resolver may then answer with less than
 * the whole. Conditions (`@skip`, `@include`) are not looked at: what may be asked counts as asked.
 */
export const asksOnly = ({ fieldNodes, fragments }: GraphQLResolveInfo, names: readonly string[]): boolean =>
  fieldNodes
    .flatMap(({ selectionSet }) => (selectionSet ? namesOf(selectionSet, fragments) : []))
    .every((name) => name === '__typename' || names.includes(name));
