import { type DocumentNode, Kind, OperationTypeNode, getOperationAST, visit } from 'graphql';
import { expect, test } from 'vitest';
import * as generated from '../../../generated/graphql';
import { loadPageTexts } from './document';

await loadPageTexts();

/** The names under which a document asks for positions in streams; one without a name of its own is that of its parent. */
function positionsIn(document: DocumentNode): readonly string[] {
  const names = new Set<string>();
  visit(document, {
    Field: (field, _key, _parent, _path, ancestors) => {
      if (field.name.value !== 'liveCursor') return;
      const parent = ancestors.findLast((node) => 'kind' in node && node.kind !== Kind.SELECTION_SET);
      const place = parent && 'name' in parent ? parent.name?.value : '';
      names.add(field.alias?.value ?? `${String(place)}.liveCursor`);
    },
  });
  return [...names];
}

test('no two queries have the same position: the snapshot of one would move where the other follows from', () => {
  const askedBy = new Map<string, string[]>();
  for (const document of Object.values(generated as Record<string, DocumentNode>)) {
    const operation = getOperationAST(document);
    if (operation?.operation !== OperationTypeNode.QUERY) continue;
    const name = operation.name?.value ?? '';
    for (const position of positionsIn(document)) {
      askedBy.set(position, [...(askedBy.get(position) ?? []), name]);
    }
  }
  expect(askedBy.get('commentsCursor')).toEqual(['FileComments']);
  expect([...askedBy].filter(([, queries]) => queries.length > 1)).toEqual([]);
});
