import { type HttpExchange, notFound } from '@parley/kit';
import { noteTouch } from '../activity/touch.service.js';
import type { FilesContext } from '../context.js';
import { refuseUnclean } from '../download/download.access.js';
import { type KeptBytes, bytesOfRendition, bytesOfVersion } from '../download/kept-bytes.service.js';
import { sendBytes } from '../download/send.service.js';
import type { FileRight } from '../node/file-kinds.js';
import { type Opened, linkNow, throughLink } from './link.access.js';
import { isDrawn } from '../share/share.rules.js';
import { withWords, wordsForLink } from '../watermark/watermark.service.js';
import { withoutPlace } from '../pipeline/without-place.service.js';
import { type LinkSession, goesOnWith, readSession } from './link.rules.js';

const FILE = /^(file_\w{1,64})(?:\/[^/]*)?$/;
const LOOK = /^r\/(file_\w{1,64})\/([a-z]{1,20})$/;

/** What an opened link gives at this moment; asked anew each time, by a context that remembers nothing. */
async function openedNow(
  ctx: FilesContext,
  session: LinkSession,
  fileId: string,
  right: FileRight,
): Promise<Opened | null> {
  const fresh = ctx.subgraph.context(ctx.caller);
  const link = await linkNow(fresh, session.linkId);
  return link && goesOnWith(session, link) ? throughLink(fresh, link, fileId, right) : null;
}

async function access(
  ctx: FilesContext,
  session: LinkSession,
  fileId: string,
  right: FileRight,
): Promise<Opened> {
  const opened = await openedNow(ctx, session, fileId, right);
  if (!opened) throw notFound('File');
  return opened;
}

const orMissing = (bytes: KeptBytes | undefined): KeptBytes => {
  if (!bytes) throw notFound('File');
  return refuseUnclean(bytes);
};

/** Gives files, and what was made from them, by an opened link; whether it still holds is asked at each request. */
export async function answerLink(
  ctx: FilesContext,
  exchange: HttpExchange,
  text: string,
  rest: string,
): Promise<void> {
  const session = readSession(ctx.blobs, text);
  if (session === null) throw notFound('File');
  const [, fileId] = FILE.exec(rest) ?? [];
  if (fileId !== undefined) {
    await sendFile(ctx, exchange, session, fileId);
    return;
  }
  const [, ofFile, kind = ''] = LOOK.exec(rest) ?? [];
  if (ofFile === undefined) throw notFound('File');
  await sendLook(ctx, exchange, { session, fileId: ofFile, kind: kind.toUpperCase() });
}

async function sendFile(
  ctx: FilesContext,
  exchange: HttpExchange,
  session: LinkSession,
  fileId: string,
): Promise<void> {
  const opened = await access(ctx, session, fileId, 'DOWNLOAD');
  const kept = orMissing(await bytesOfVersion(ctx.db, fileId, null));
  await sendBytes(ctx, exchange, {
    bytes: await withoutPlace(ctx, opened.node.organizationId, kept),
    name: opened.node.name,
    isSaved: exchange.query.has('download'),
    mayStill: async () => (await openedNow(ctx, session, fileId, 'DOWNLOAD')) !== null,
    onBegun: () => noteTouch(ctx, { node: opened.node, kind: 'DOWNLOADED', linkId: session.linkId }),
  });
}

/** What was made to be looked at needs no more than the right to look. */
async function sendLook(
  ctx: FilesContext,
  exchange: HttpExchange,
  {
    session,
    fileId,
    kind,
  }: { readonly session: LinkSession; readonly fileId: string; readonly kind: string },
): Promise<void> {
  const { node, link } = await access(ctx, session, fileId, 'VIEW');
  const page = Number(exchange.query.get('page') ?? 0);
  const found = Number.isSafeInteger(page) ? await bytesOfRendition(ctx.db, fileId, kind, page) : undefined;
  const made = { kind, bytes: orMissing(found) };
  await sendBytes(ctx, exchange, {
    ...(await withWords(ctx, node, made, wordsForLink(link))),
    name: node.name,
    isSaved: false,
    mayStill: async () => {
      const now = await openedNow(ctx, session, fileId, 'VIEW');
      return now !== null && isDrawn(now.link) === isDrawn(link);
    },
  });
}
