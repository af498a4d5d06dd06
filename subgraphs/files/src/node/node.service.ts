import { type RequestContext, conflict, forbidden, invalid, once, transaction } from '@parley/kit';
import { accessFile, accessFolder } from '../access/node.access.js';
import type { NodeFor } from '../access/rights.rules.js';
import { note } from '../activity/activity.service.js';
import type { FilesContext } from '../context.js';
import { tellAccessChanged } from '../followed/followed.service.js';
import { tellGranteesUnder } from '../share/share-live.service.js';
import { checkSpace, count } from '../usage/usage.service.js';
import { keptUnder } from '../version/version.service.js';
import { announceAdded, announceChanged, announceRemoved } from './announce.service.js';
import { makeNode, taken } from './make-node.service.js';
import { checkDescription, checkName, checkTags, nameKeyOf, sortKeyOf } from './name.rules.js';
import type { CreateFolderInput, UpdateFileInput, UpdateFolderInput } from './node.inputs.js';
import {
  type CurrentBytes,
  type Named,
  type NodeChange,
  changeNode,
  isNameTaken,
  moveNode,
  setCurrent,
  setLock,
} from './node.store.js';
import type { NodeAt, NodeRow } from './node.table.js';
import { checkDepth, settled } from './place.service.js';
import { homeId } from './root.service.js';

/** Nodes by id, for those who were let in where they were reached. */
export { nodesById as nodesInside } from './node.store.js';

export { peekNode } from '../access/node.access.js';

const changedMeanwhile = () => conflict('Somebody else has changed it meanwhile; look at it again');

/** Makes a version the newest one of its file, in the caller's transaction. */
export const setCurrentVersion = (ctx: RequestContext, nodeId: string, now: CurrentBytes): Promise<void> =>
  setCurrent(ctx.db, nodeId, now);

/** Whether nothing else in a folder has that name. */
export const isFree = async (
  ctx: RequestContext,
  parentId: string,
  nameKey: string,
  exceptId: string,
): Promise<boolean> => !(await isNameTaken(ctx.db, parentId, nameKey, exceptId));

/** Puts a node with all below it into a folder, in the transaction of a caller who holds both trees. */
export const placeUnder = (ctx: RequestContext, node: NodeRow, to: NodeRow, as: Named): Promise<void> =>
  moveNode(ctx.db, node, to, as);

/** Keeps others from changing a file, or lets them, in the caller's transaction. */
export const setLockOn = (
  ctx: RequestContext,
  id: string,
  lock: { readonly byId: string; readonly until: Date } | null,
): Promise<void> => setLock(ctx.db, id, lock);

/** Creates a folder, in the viewer's own one where no other is named. @returns its id */
export async function createFolder(ctx: FilesContext, input: CreateFolderInput): Promise<string> {
  if (input.encryption === 'END_TO_END') {
    throw invalid('encryption', 'This kind of encryption is not offered yet');
  }
  return transaction(ctx, (inner) =>
    once(inner, 'createFolder', input, async () => {
      const parentId = input.parentId ?? (await homeId(inner));
      if (parentId === null) throw forbidden('Guests and customers have no folder of their own');
      const [parent] = await settled(inner, [await accessFolder(inner, parentId, 'EDIT')], 'shared');
      if (parent?.channelId !== null) throw forbidden('What is sent to a channel has no folders');
      const id = await makeNode(inner, parent, { kind: 'FOLDER', name: input.name, whenTaken: 'REFUSE' });
      await announceAdded(inner, { id, parentId, kind: 'FOLDER' });
      return { id };
    }),
  );
}

/** Renames or moves a folder. */
export async function updateFolder(ctx: FilesContext, input: UpdateFolderInput): Promise<string> {
  return transaction(ctx, (inner) =>
    once(inner, 'updateFolder', input, async () => {
      const folder = await accessFolder(inner, input.folderId, 'EDIT');
      if (folder.parentId === null) throw forbidden('This folder stays where it is, as it is called');
      await update(inner, folder, input, input.parentId ?? null, {});
      return folder;
    }),
  );
}

/** Renames, moves, describes or tags a file. */
export async function updateFile(ctx: FilesContext, input: UpdateFileInput): Promise<string> {
  return transaction(ctx, (inner) =>
    once(inner, 'updateFile', input, async () => {
      const file = await accessFile(inner, input.fileId, 'EDIT');
      const { description, tags } = input;
      await update(inner, file, input, input.folderId ?? null, {
        ...(description !== undefined && { description: checkDescription(description) }),
        ...(tags != null && { tags: checkTags(tags) }),
      });
      return file;
    }),
  );
}

interface Edit {
  readonly name?: string | null;
  readonly expectedVersion: number;
}

async function update(
  ctx: FilesContext,
  node: NodeFor,
  { name, expectedVersion }: Edit,
  folderId: string | null,
  change: NodeChange,
): Promise<void> {
  const moves = folderId !== null && folderId !== node.parentId;
  const to = moves ? await accessFolder(ctx, folderId, 'EDIT') : null;
  const renamed = name == null ? null : named(checkName('name', name));
  // Nothing comes to a tree that is held alone, so a name that is free stays free.
  const how = to || renamed ? 'exclusive' : 'shared';
  const [present, target] = await settled(ctx, to ? [node, to] : [node], how);
  if (!present) throw changedMeanwhile();
  const result = await changeNode(ctx.db, present, expectedVersion, { ...change, ...(!to && renamed) });
  if (result === 'taken') throw taken();
  if (result === 'stale') throw changedMeanwhile();
  if (target) await move(ctx, { ...node, ...present }, target, renamed ?? present);
  await note(ctx, [{ node: present, kind: target ? 'MOVED' : 'EDITED' }]);
  if (!target) await announceChanged(ctx, present);
}

const named = (name: string): Named => ({
  name,
  nameKey: nameKeyOf(name),
  sortKey: sortKeyOf(name),
});

/** @throws FORBIDDEN where it would leave the space of whoever holds it without being asked of them */
function checkMayLeave(node: NodeFor, target: NodeRow): void {
  if (node.channelId !== null || target.channelId !== null) {
    throw forbidden('What was sent to a channel stays there');
  }
  if (node.holderId !== target.holderId && !node.held) {
    throw forbidden('Only whoever it belongs to moves it to another space');
  }
}

async function move(ctx: FilesContext, node: NodeFor, target: NodeAt, as: Named): Promise<void> {
  checkMayLeave(node, target);
  if (target.ancestors.includes(node.id)) throw conflict('A folder cannot be moved into itself');
  if (target.trashedAt !== null) throw conflict('The folder is in the trash');
  await checkDepth(ctx, target, node);
  if (await isNameTaken(ctx.db, target.id, as.nameKey, node.id)) throw taken();
  const { organizationId } = node;
  if (node.holderId !== target.holderId) {
    const kept = await keptUnder(ctx, node.id);
    await checkSpace(ctx, { organizationId, holderId: target.holderId, bytes: kept.bytes });
    await count(ctx, [
      { organizationId, holderId: node.holderId, bytes: -kept.bytes, files: -kept.files },
      { organizationId, holderId: target.holderId, ...kept },
    ]);
  }
  await moveNode(ctx.db, node, target, as);
  await announceRemoved(ctx, node);
  await announceAdded(ctx, { ...node, parentId: target.id });
  await tellAccessChanged(ctx, node.id, null);
  await tellGranteesUnder(ctx, node);
}
