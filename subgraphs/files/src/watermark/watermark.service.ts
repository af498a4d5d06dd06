import { Readable } from 'node:stream';
import { forbidden, isId, type RequestContext } from '@parley/kit';
import type { Span } from '../blob/store.js';
import { factsOf } from '../access/node.access.js';
import { type NodeFor, isWatermarked } from '../access/rights.rules.js';
import type { WatermarkWords } from '../content/watermark.rules.js';
import { ContentFailed } from '../content/content-workers.js';
import type { FilesContext } from '../context.js';
import type { KeptBytes } from '../download/kept-bytes.service.js';
import type { NodeAt } from '../node/node.table.js';
import { findPeople } from '../person/person.service.js';
import { isDrawn } from '../share/share.rules.js';
import { withLocalFile } from '../pipeline/local-file.js';

/** What is drawn into; everything else that was made of a file is as good as the file. */
const PICTURES: ReadonlySet<string> = new Set(['THUMBNAIL', 'PREVIEW', 'POSTER', 'WAVEFORM']);

const SIGN_LENGTH = 8;

/** When, and a sign to know somebody by: letters that every system can draw, whatever theirs are. */
const whenBy = (id: string, now: Date): string =>
  `${now.toISOString().slice(0, 10)} · ${id.slice(-SIGN_LENGTH).toUpperCase()}`;

/** What is drawn for a person. */
async function wordsForPerson(ctx: RequestContext): Promise<WatermarkWords> {
  const { id } = ctx.viewer;
  const person = (await findPeople(ctx, [id])).get(id);
  const name = person?.displayName ?? (isId('user', id) ? 'Member' : 'Guest');
  return [name, whenBy(id, new Date())];
}

/** What is drawn in all that the viewer is shown of a node whose facts were read for them; null where nothing is. */
export const wordsFor = async (ctx: RequestContext, node: NodeFor): Promise<WatermarkWords | null> =>
  isWatermarked(node) ? wordsForPerson(ctx) : null;

/** What is drawn in all that the viewer is shown of a file, in one line; null where nothing is. */
export async function viewerWatermark(ctx: RequestContext, file: NodeAt): Promise<string | null> {
  const node = await factsOf(ctx, file);
  return (node && (await wordsFor(ctx, node)))?.join(' · ') ?? null;
}

/** What is drawn for whoever opens a link; null where nothing is. */
export const wordsForLink = (
  link: Parameters<typeof isDrawn>[0] & { readonly id: string; readonly recipient: string | null },
): WatermarkWords | null => (isDrawn(link) ? [link.recipient ?? 'Link', whenBy(link.id, new Date())] : null);

/** Bytes that may be given, and another way to read them than from the store. */
export interface Shown {
  readonly bytes: KeptBytes;
  readonly read?: (span: Span) => Readable;
}

/**
 * What was made of a file, with these words drawn in it where there are any.
 * @throws FORBIDDEN for what cannot be drawn into: it is not given without
 */
export async function withWords(
  ctx: FilesContext,
  { organizationId }: Pick<NodeFor, 'organizationId'>,
  made: { readonly kind: string; readonly bytes: KeptBytes },
  words: WatermarkWords | null,
): Promise<Shown> {
  const { kind, bytes } = made;
  if (words === null) return { bytes };
  if (!PICTURES.has(kind)) throw forbidden('Only pictures of it are shown, with your name in them');
  try {
    const { sha256, bytes: drawn } = await ctx.content.watermarks.draw(
      { organizationId, sha256: bytes.sha256 },
      words,
      (use) =>
        withLocalFile(ctx.blobs, bytes, (path) => {
          if (path === null) throw new ContentFailed('FAILED', 'too large');
          return use(path);
        }),
    );
    return {
      bytes: { ...bytes, sha256, size: String(drawn.length), mediaType: 'image/webp' },
      read: ({ from, to }) => Readable.from([drawn.subarray(from, to)]),
    };
  } catch (error) {
    // The child process could not draw: what cannot be marked is not shown at all.
    if (!(error instanceof ContentFailed)) throw error;
    throw forbidden('Your name cannot be drawn in it, so it is not shown');
  }
}
