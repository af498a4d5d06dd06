import { type RequestContext, conflict, newId } from '@parley/kit';
import { checkName, nameKeyOf, numbered, sortKeyOf } from './name.rules.js';
import { insertNode } from './node.store.js';
import type { NodeRow } from './node.table.js';
import { checkDepth } from './place.service.js';

/** What is done where a name is there already. */
export type WhenTaken = 'REFUSE' | 'NUMBER';

/** How many numbers are tried before a name is given up. */
const MOST_NUMBERS = 1_000;

/** What is about to be made in a folder. */
export interface Made {
  readonly kind: NodeRow['kind'];
  readonly name: string;
  readonly whenTaken: WhenTaken;
}

/**
 * Makes a file or folder in a folder that the caller holds (see settled()), in their transaction. It belongs to whom the
 * folder belongs to; what is sent to a channel belongs to who sends it.
 * @returns its id @throws CONFLICT when the name is taken
 */
export async function makeNode(ctx: RequestContext, parent: NodeRow, made: Made): Promise<string> {
  await checkDepth(ctx, parent, null);
  const name = checkName('name', made.name);
  const id = newId(made.kind === 'FOLDER' ? 'folder' : 'file');
  const viewerId = ctx.caller.viewer?.id ?? null;
  const tries = made.whenTaken === 'NUMBER' ? MOST_NUMBERS : 1;
  for (let n = 1; n <= tries; n += 1) {
    const tried = numbered(name, n);
    const isMade = await insertNode(ctx.db, {
      ...{ id, organizationId: parent.organizationId, kind: made.kind, parentId: parent.id },
      ancestors: [...parent.ancestors, id],
      holderId: parent.channelId === null ? parent.holderId : viewerId,
      ...{ name: tried, nameKey: nameKeyOf(tried), sortKey: sortKeyOf(tried) },
      ...{ channelId: parent.channelId, createdById: viewerId, region: parent.region },
    });
    if (isMade) return id;
  }
  throw taken();
}

/** The name is there already. */
export const taken = () => conflict('There is something of this name here already');
