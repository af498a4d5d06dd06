import { later, once, transaction } from '@parley/kit';
import { accessFile } from '../access/node.access.js';
import { letGo } from '../blob/reference.service.js';
import { ScannerDown } from '../content/clamd.js';
import type { FilesContext } from '../context.js';
import { note } from '../activity/activity.service.js';
import type { RescanFileInput } from './rescan.inputs.js';
import { type Bytes, forgetContent, holdFilesOf, showOnFiles, subjectOf } from './pipeline.store.js';
import { dropOrphans } from './rendition.store.js';
import { type Judgement, isPassed, judge } from './scan.rules.js';
import { scanAgain, scanBytes, tell } from './scan.service.js';
import { type Again, noteSignatures, scannedOtherwise, settleScan } from './scan.store.js';

/** The job that looks through everything with new signatures, a batch at a time. */
export const RESCAN = 'scan-again';

/** Has the newest version of a file scanned and looked into again; until that is done nobody may have it. */
export function rescanFile(ctx: FilesContext, input: RescanFileInput): Promise<string> {
  return transaction(ctx, (inner) =>
    once(inner, 'rescanFile', input, async () => {
      const file = await accessFile(inner, input.fileId, 'EDIT');
      const subject =
        file.currentVersionId === null ? undefined : await subjectOf(inner.db, file.currentVersionId);
      if (subject) {
        await scanAgain(inner, subject);
        await forgetContent(inner.db, subject);
      }
      return file;
    }),
  );
}

/** Notices new signatures, and has everything looked through with them. */
export async function watchSignatures(ctx: FilesContext): Promise<void> {
  const { scanner } = ctx.content;
  if (!scanner) return;
  try {
    const version = await scanner.version();
    await transaction(ctx, async (inner) => {
      if (await noteSignatures(inner.db, version)) await later(inner, RESCAN, {});
    });
  } catch (error) {
    // It is asked again soon.
    if (!(error instanceof ScannerDown)) throw error;
  }
}

const BATCH = 50;

/**
 * Scans what was scanned with other signatures, or when there was no scanner. What was found clean may be had meanwhile;
 * what turns out to be infected is locked away at once, and what was locked away by mistake comes back.
 */
export async function scanBatchAgain(ctx: FilesContext): Promise<void> {
  const { scanner } = ctx.content;
  if (!scanner) return;
  try {
    const version = await scanner.version();
    const batch = await scannedOtherwise(ctx.db, version, BATCH);
    for (const bytes of batch) await scanOneAgain(ctx, bytes, version);
    if (batch.length === BATCH) await transaction(ctx, (inner) => later(inner, RESCAN, {}));
  } catch (error) {
    // What is left is taken up when it answers again.
    if (!(error instanceof ScannerDown)) throw error;
    ctx.content.whenScannerAnswers(() => watchAgain(ctx));
  }
}

function watchAgain(ctx: FilesContext): Promise<void> {
  const fresh = ctx.subgraph.context(ctx.caller) as FilesContext;
  return transaction(fresh, (inner) => later(inner, RESCAN, {}));
}

/** Obstacles do not change with signatures; they stand as they were found. */
const OBSTACLES: ReadonlySet<string> = new Set([
  ...['TOTAL', 'RATIO', 'DEPTH', 'ENTRIES', 'LINK', 'SLIP', 'OVERLAP', 'SEALED', 'BROKEN'],
]);

async function scanOneAgain(ctx: FilesContext, bytes: Again, version: string): Promise<void> {
  const verdict = await scanBytes(ctx, bytes);
  const obstacle = OBSTACLES.has(bytes.scanBecause ?? '')
    ? (bytes.scanBecause as Parameters<typeof judge>[1])
    : null;
  const judgement = judge(verdict, obstacle, ctx.content.allowsUnscannable);
  await settleAgain(ctx, bytes, { judgement, version });
}

async function settleAgain(
  ctx: FilesContext,
  bytes: Again & Bytes,
  { judgement, version }: { judgement: Judgement; version: string },
): Promise<void> {
  await transaction(ctx, async (inner) => {
    const files = await holdFilesOf(inner.db, bytes);
    const isOurs = await settleScan(inner.db, bytes, [bytes.scan], { ...judgement, scannedWith: version });
    if (!isOurs) return;
    const changed = await showOnFiles(inner.db, bytes);
    await tell(inner, files, changed);
    const told = files.filter(({ id }) => changed.has(id));
    await note(
      inner,
      told.map((node) => ({ node, kind: 'SCANNED' as const })),
    );
    // What comes back may never have been looked into.
    if (isPassed(judgement.state) && !isPassed(bytes.scan)) {
      for (const { currentVersionId } of told) {
        if (currentVersionId !== null) await later(inner, 'scan-file', { versionId: currentVersionId });
      }
    }
  });
}

const ORPHANS = 200;

/** Lets go of what was made from bytes that are gone. */
export async function dropMadeOfNothing(ctx: FilesContext): Promise<void> {
  for (let dropped = ORPHANS; dropped === ORPHANS;) {
    dropped = await transaction(ctx, async (inner) => {
      const orphans = await dropOrphans(inner.db, ORPHANS);
      for (const [organizationId, all] of Map.groupBy(orphans, (each) => each.organizationId)) {
        const hashes = all.flatMap(({ blobSha256 }) => blobSha256 ?? []);
        await letGo(inner, organizationId, hashes);
      }
      return orphans.length;
    });
  }
}
