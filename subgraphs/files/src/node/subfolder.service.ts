import type { RequestContext } from '@parley/kit';
import { announceAdded } from './announce.service.js';
import { makeNode } from './make-node.service.js';
import { nameKeyOf } from './name.rules.js';
import { childNamed } from './node.store.js';
import type { NodeAt, NodeRow } from './node.table.js';
import { nodeInside } from './place.service.js';

/** A folder of that name in another one, made where there is none; whoever calls holds the tree alone. */
export async function subfolder(ctx: RequestContext, parent: NodeRow, name: string): Promise<NodeAt> {
  const known = await childNamed(ctx.db, parent.id, nameKeyOf(name));
  if (known?.kind === 'FOLDER') return nodeInside(ctx, known.id);
  // A file may have that name.
  const id = await makeNode(ctx, parent, { kind: 'FOLDER', name, whenTaken: 'NUMBER' });
  await announceAdded(ctx, { id, parentId: parent.id, kind: 'FOLDER' });
  return nodeInside(ctx, id);
}
