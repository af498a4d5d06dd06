import { HttpProblem, invalid, isId, notFound, unauthenticated, type HttpExchange } from '@parley/kit';
import { accessFile } from '../access/node.access.js';
import { type NodeFor, isWatermarked } from '../access/rights.rules.js';
import { noteTouch } from '../activity/touch.service.js';
import type { FilesContext } from '../context.js';
import { answerLink } from '../link/link.door.js';
import { withWords, wordsFor } from '../watermark/watermark.service.js';
import { withoutPlace } from '../pipeline/without-place.service.js';
import { refuseUnclean } from './download.access.js';
import { bytesOfRendition, bytesOfVersion, type KeptBytes } from './download.store.js';
import { sendBytes } from './send.service.js';
import { openSigned } from './signed-address.service.js';

/** Whoever downloads, and what. */
interface Wanted {
  readonly fileId: string;
  readonly versionId: string | null;
}

const RENDITION = /^\/f\/renditions\/(file_\w{1,64})\/([a-z]{1,20})$/;
const FILE = /^\/f\/files\/(file_\w{1,64})(?:\/(fversion_\w{1,64}))?(?:\/[^/]*)?$/;
const SIGNED = /^\/f\/s\/([\w.-]{1,2000})(?:\/[^/]*)?$/;
const LINK = /^\/f\/l\/([\w.-]{1,400})\/(.+)$/;
const METHODS = 'GET, HEAD';

/** Gives files, versions and what was made from them, to who may have them; the right is asked for at each request. */
export async function answerDownload(ctx: FilesContext, exchange: HttpExchange): Promise<void> {
  const { request, path } = exchange;
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    throw new HttpProblem(405, invalid('method', 'Files are read here'), { allow: METHODS });
  }
  const [, signed] = SIGNED.exec(path) ?? [];
  if (signed !== undefined) {
    const { wanted, context } = await openSigned(ctx, signed);
    await sendFile(context, exchange, wanted);
    return;
  }
  const [, opening, rest] = LINK.exec(path) ?? [];
  if (opening !== undefined && rest !== undefined) {
    await answerLink(ctx, exchange, opening, rest);
    return;
  }
  if (!ctx.caller.viewer) throw unauthenticated();
  const [, fileId, versionId = null] = FILE.exec(path) ?? [];
  const [, ofFile, kind = ''] = RENDITION.exec(path) ?? [];
  if (fileId !== undefined) await sendFile(ctx, exchange, { fileId, versionId });
  else if (ofFile !== undefined) await sendRendition(ctx, exchange, ofFile, kind.toUpperCase());
  else throw notFound('File');
}

const freshOf = (ctx: FilesContext): FilesContext => ctx.subgraph.context(ctx.caller) as FilesContext;

async function accessBytes(
  ctx: FilesContext,
  { fileId, versionId }: Wanted,
): Promise<{ readonly file: NodeFor; readonly bytes: KeptBytes }> {
  const file = await accessFile(ctx, fileId, 'DOWNLOAD');
  const bytes = isVersion(versionId) ? await bytesOfVersion(ctx.db, fileId, versionId) : undefined;
  if (!bytes) throw notFound('File');
  return { file, bytes: await withoutPlace(ctx, file.organizationId, refuseUnclean(bytes)) };
}

const isVersion = (id: string | null): boolean => id === null || isId('fversion', id);

async function sendFile(ctx: FilesContext, exchange: HttpExchange, wanted: Wanted): Promise<void> {
  const { file, bytes } = await accessBytes(ctx, wanted);
  await sendBytes(ctx, exchange, {
    bytes,
    name: file.name,
    isSaved: exchange.query.has('download'),
    mayStill: async () => {
      await accessFile(freshOf(ctx), file.id, 'DOWNLOAD');
      return true;
    },
    // Written down and told before the first byte leaves.
    onBegun: () => noteTouch(ctx, { node: file, kind: 'DOWNLOADED' }),
  });
}

/** What is looked at at some length; a small picture in a list is none of these. */
const LOOKS = ['PREVIEW', 'STREAM', 'PDF', 'TEXT'];

/** What was made to be looked at needs no more than the right to look. */
async function sendRendition(
  ctx: FilesContext,
  exchange: HttpExchange,
  fileId: string,
  kind: string,
): Promise<void> {
  const file = await accessFile(ctx, fileId, 'VIEW');
  const page = Number(exchange.query.get('page') ?? 0);
  const bytes = Number.isSafeInteger(page) ? await bytesOfRendition(ctx.db, fileId, kind, page) : undefined;
  if (!bytes) throw notFound('File');
  const made = { kind, bytes: refuseUnclean(bytes) };
  await sendBytes(ctx, exchange, {
    ...(await withWords(ctx, file, made, await wordsFor(ctx, file))),
    name: file.name,
    isSaved: false,
    mayStill: async () =>
      isWatermarked(await accessFile(freshOf(ctx), file.id, 'VIEW')) === isWatermarked(file),
    ...(LOOKS.includes(kind) && { onBegun: () => noteTouch(ctx, { node: file, kind: 'VIEWED' }) }),
  });
}
