import { type RequestContext, later, transaction } from '@parley/kit';
import { ScannerDown, type Verdict } from '../content/clamd.js';
import type { Inspection, Measures } from '../content/content-task.js';
import { ContentFailed } from '../content/content-workers.js';
import { type FileType, typeByMediaType } from '../content/known-types.rules.js';
import type { FilesContext } from '../context.js';
import { note } from '../activity/activity.service.js';
import { type AnnouncedOf, announceChanged } from '../node/announce.service.js';
import type { StoredMetadata } from '../node/node.table.js';
import { withLocalFile } from './local-file.js';
import {
  type Subject,
  contentOf,
  hasWords,
  holdFilesOf,
  insertContent,
  retype,
  showOnFiles,
  subjectOf,
} from './pipeline.store.js';
import { expectRenditions } from './rendition.store.js';
import { isPassed, judge } from './scan.rules.js';
import { breakOff, claimScan, keepScan, letWait, settleScan, waitingVersions } from './scan.store.js';

/** What each step is asked to do. */
interface StepData {
  readonly versionId: string;
}

/** The steps that a version goes through, each a durable job; what takes long waits in a line of its own. */
export const STEPS = {
  scan: 'scan-file',
  scanLarge: 'scan-large-file',
  render: 'render-file',
  renderSlowly: 'render-file-slowly',
  read: 'read-file',
  stream: 'stream-file',
} as const;

const LARGE_BYTES = 50_000_000;

/** Pictures and PDFs are drawn at once; programs of the system take their time. */
const renderStepFor = (mediaType: string): string =>
  /^image\/|pdf$/.test(mediaType) ? STEPS.render : STEPS.renderSlowly;

/** Has a version looked into, once the caller's transaction commits: see scanFile(). */
export const lookInto = (
  ctx: RequestContext,
  { id: versionId, size }: { readonly id: string; readonly size: number | string },
): Promise<void> => {
  const step = Number(size) > LARGE_BYTES ? STEPS.scanLarge : STEPS.scan;
  return later(ctx, step, { versionId } satisfies StepData);
};

const KEEP_MS = 15_000;
/** What failed in a way that nobody foresaw is not tried every minute. */
const FAULT_RESTS_SECONDS = 600;

/**
 * The first step: nobody but this process sees the bytes before it is over. What the organisation had scanned before is
 * not scanned again. Where the scanner does not answer the file waits, and is taken up as soon as it does.
 */
export async function scanFile(ctx: FilesContext, versionId: string): Promise<void> {
  const subject = await subjectOf(ctx.db, versionId);
  if (!subject) return;
  if (subject.scan !== 'WAITING' && subject.scan !== 'SCANNING') {
    await show(ctx, subject);
    return;
  }
  if (!(await claimScan(ctx.db, subject))) return;
  const keeping = setInterval(() => {
    // Not said in time, it is taken up by somebody else, and whoever ends first is heard.
    keepScan(ctx.db, subject).catch(() => undefined);
  }, KEEP_MS);
  try {
    await look(ctx, subject);
  } catch (error) {
    // A scanner that is down is no fault of the file: it is waited for. Anything else the job tries again, and rests.
    await breakOff(ctx.db, subject, error instanceof ScannerDown ? 0 : FAULT_RESTS_SECONDS);
    if (!(error instanceof ScannerDown)) throw error;
    ctx.subgraph.logger.warn({ err: error.message }, 'files wait for the virus scanner');
    ctx.content.whenScannerAnswers(() => takeUpWaiting(freshOf(ctx), 0));
  } finally {
    clearInterval(keeping);
  }
}

const freshOf = (ctx: FilesContext): FilesContext => ctx.subgraph.context(ctx.caller) as FilesContext;

const AT_ONCE = 500;

/** Has all files taken up that wait for the scanner, or were left behind by a process that is gone. */
export async function takeUpWaiting(ctx: FilesContext, restingSeconds: number): Promise<void> {
  let after = '';
  for (;;) {
    const versions = await waitingVersions(ctx.db, { after, limit: AT_ONCE, restingSeconds });
    for (const version of versions) await lookInto(ctx, version);
    const last = versions.at(-1);
    if (!last || versions.length < AT_ONCE) return;
    after = last.id;
  }
}

async function look(ctx: FilesContext, subject: Subject): Promise<void> {
  const { scanner, allowsUnscannable } = ctx.content;
  const scannedWith = scanner ? await scanner.version() : null;
  const verdict = await scanBytes(ctx, subject);
  const found = await inspectBytes(ctx, subject);
  const judgement = judge(verdict, found.inspection.obstacle, allowsUnscannable);
  await transaction(ctx, async (inner) => {
    const files = await holdFilesOf(inner.db, subject);
    const isFirst = await settleScan(inner.db, subject, ['SCANNING'], { ...judgement, scannedWith });
    if (!isFirst) return;
    await writeDown(inner, subject, found);
    await tell(inner, files, await showOnFiles(inner.db, subject));
    if (judgement.state !== 'UNSCANNED') {
      await note(
        inner,
        files.map((node) => ({ node, kind: 'SCANNED' as const })),
      );
    }
    if (isPassed(judgement.state)) await queueRest(inner, subject, found.inspection.type);
  });
}

interface Found {
  readonly inspection: Inspection;
  /** Why there is less of it than there should be. */
  readonly problem: string | null;
}

/** Writes down what was found in the bytes, in the caller's transaction, who holds the files that show them. */
async function writeDown(ctx: RequestContext, subject: Subject, found: Found): Promise<void> {
  const { type, measures } = found.inspection;
  if (type.mediaType !== subject.mediaType) await retype(ctx.db, subject, type);
  const typed = { ...subject, mediaType: type.mediaType };
  const [metadata, hasPlace] = [metadataOf(measures), measures.hasPlace ?? false];
  await insertContent(ctx.db, typed, { metadata, hasPlace, problem: found.problem });
  await expectRenditions(ctx.db, typed, type);
}

/** Tells those who look at the files that changed, or at the folders they are in. */
export async function tell(
  ctx: RequestContext,
  files: readonly AnnouncedOf[],
  changed: ReadonlySet<string>,
): Promise<void> {
  for (const file of files) if (changed.has(file.id)) await announceChanged(ctx, file);
}

async function queueRest(
  ctx: RequestContext,
  { versionId }: Subject,
  { mediaType }: FileType,
): Promise<void> {
  await later(ctx, renderStepFor(mediaType), { versionId } satisfies StepData);
  await later(ctx, STEPS.read, { versionId } satisfies StepData);
  await later(ctx, STEPS.stream, { versionId } satisfies StepData);
}

/** What the scanner says of some bytes; null without one. @throws ScannerDown */
export async function scanBytes(
  ctx: FilesContext,
  { storeKey, region }: { storeKey: string; region: string | null },
): Promise<Verdict | null> {
  const { scanner } = ctx.content;
  if (!scanner) return null;
  const bytes = await ctx.blobs.store(region).read(storeKey);
  try {
    return await scanner.scan(bytes as AsyncIterable<Buffer>);
  } finally {
    bytes.destroy();
  }
}

const unseen = (type: FileType): Inspection => ({ type, obstacle: null, measures: {}, entries: [] });

/** A look at all of it; whoever does not stand it is no archive that is let through. */
async function inspectBytes(ctx: FilesContext, subject: Subject): Promise<Found> {
  const type = typeByMediaType(subject.mediaType, subject.name);
  const isArchive = type.kind === 'ARCHIVE';
  try {
    const inspection = await withLocalFile(ctx.blobs, subject, async (path): Promise<Inspection> => {
      if (path === null) return { ...unseen(type), obstacle: isArchive ? 'TOTAL' : null };
      const task = { kind: 'inspect', path, size: Number(subject.size), type } as const;
      return ctx.content.workers.run(task, (answer) => Promise.resolve(answer));
    });
    return { inspection, problem: null };
  } catch (error) {
    // The child process that looked into it was ended, or ended by itself: the file is what it seemed to be.
    if (!(error instanceof ContentFailed)) throw error;
    return {
      inspection: { ...unseen(type), obstacle: isArchive ? 'BROKEN' : null },
      problem: `inspect: ${error.message}`,
    };
  }
}

/** What clients are told of what was measured. */
function metadataOf({ width, height, durationSeconds, pageCount, takenAt }: Measures): StoredMetadata {
  const all = { width, height, durationSeconds, pageCount, takenAt };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value != null));
}

/**
 * What is known of the bytes already is shown on the file; steps that it lacks are asked for. Under a name of another
 * kind the same bytes are as safe as they were, and what they are is found out anew.
 */
async function show(ctx: FilesContext, subject: Subject): Promise<void> {
  const known = await contentOf(ctx.db, subject);
  const found = known || !isPassed(subject.scan) ? null : await inspectBytes(ctx, subject);
  await transaction(ctx, async (inner) => {
    const files = await holdFilesOf(inner.db, subject);
    if (found) await writeDown(inner, subject, found);
    await tell(inner, files, await showOnFiles(inner.db, subject));
    if (!isPassed(subject.scan)) return;
    const isRead = known?.readAt != null && (await hasWords(inner.db, subject.versionId));
    const step = renderStepFor(subject.mediaType);
    if (known?.renderedAt == null) await later(inner, step, { versionId: subject.versionId });
    if (found) await later(inner, STEPS.stream, { versionId: subject.versionId });
    if (!isRead) await later(inner, STEPS.read, { versionId: subject.versionId });
  });
}

/** Puts the bytes of a file back among those that are to be scanned, in the caller's transaction. */
export async function scanAgain(ctx: FilesContext, bytes: Subject): Promise<void> {
  const files = await holdFilesOf(ctx.db, bytes);
  await letWait(ctx.db, bytes);
  await tell(ctx, files, await showOnFiles(ctx.db, bytes));
  await lookInto(ctx, { id: bytes.versionId, size: bytes.size });
}
