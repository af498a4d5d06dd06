import { forbidden, invalid, isId, notFound, once, transaction, conflict } from '@parley/kit';
import { accessFile } from '../access/node.access.js';
import { bytesOf } from '../blob/reference.service.js';
import type { FilesContext } from '../context.js';
import { announceChanged } from '../node/announce.service.js';
import { settledFile } from '../node/place.service.js';
import { setLockOn } from '../node/node.service.js';
import { addFileVersion } from './add-version.service.js';
import type { LockFileInput, RestoreFileVersionInput, UnlockFileInput } from './version.inputs.js';
import { versionInside } from './version.service.js';

const DAY_MS = 86_400_000;
const LONGEST_LOCK_DAYS = 30;

/** Makes an old version the newest, as one more. @returns the id of the file */
export async function restoreFileVersion(ctx: FilesContext, input: RestoreFileVersionInput): Promise<string> {
  return transaction(ctx, (inner) =>
    once(inner, 'restoreFileVersion', input, async () => {
      const version = isId('fversion', input.versionId) ? await versionInside(inner, input.versionId) : null;
      if (!version) throw notFound('Version');
      const file = await accessFile(inner, version.nodeId, 'EDIT');
      if (file.currentVersionId === version.id) throw conflict('This is the newest version already');
      const bytes = await bytesOf(inner, version.organizationId, version.blobSha256);
      await addFileVersion(
        inner,
        { file },
        {
          bytes,
          mediaType: version.mediaType,
          fileKind: file.fileKind ?? 'OTHER',
          note: `Version ${String(version.number)}, brought back`,
        },
      );
      return file;
    }),
  );
}

function checkUntil(until: Date | null | undefined): Date {
  const now = Date.now();
  const chosen = until ?? new Date(now + DAY_MS);
  if (chosen.getTime() <= now || chosen.getTime() > now + LONGEST_LOCK_DAYS * DAY_MS) {
    throw invalid('until', `Choose a time within ${String(LONGEST_LOCK_DAYS)} days`);
  }
  return chosen;
}

/** Keeps others from changing a file. */
export async function lockFile(ctx: FilesContext, input: LockFileInput): Promise<string> {
  const until = checkUntil(input.until);
  return transaction(ctx, (inner) =>
    once(inner, 'lockFile', input, async () => {
      const file = await settledFile(inner, await accessFile(inner, input.fileId, 'EDIT'));
      const { id } = inner.viewer;
      const isTaken = file.lockedUntil !== null && file.lockedUntil > new Date() && file.lockedById !== id;
      if (isTaken) throw conflict('Somebody else keeps it from being changed');
      await setLockOn(inner, file.id, { byId: id, until });
      await announceChanged(inner, file);
      return file;
    }),
  );
}

/** Lets others change it: who locked it does, and whoever it belongs to. */
export async function unlockFile(ctx: FilesContext, input: UnlockFileInput): Promise<string> {
  return transaction(ctx, (inner) =>
    once(inner, 'unlockFile', input, async () => {
      const seen = await accessFile(inner, input.fileId, 'VIEW');
      if (seen.lockedById !== inner.viewer.id && !seen.held) {
        throw forbidden('Only who locked it, or whoever it belongs to, unlocks it');
      }
      const file = await settledFile(inner, seen);
      await setLockOn(inner, file.id, null);
      await announceChanged(inner, file);
      return file;
    }),
  );
}
