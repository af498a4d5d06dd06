import {
  type Job,
  OutgoingError,
  type RequestContext,
  job,
  later,
  load,
  readPublic,
  transaction,
} from '@parley/kit';
import { announce } from '../channel/announce.service.js';
import { channelInside } from '../channel/directory.service.js';
import { keepFile, showFiles } from '../attachment/file.service.js';
import type { FileRow } from '../attachment/file.table.js';
import { findMessages } from '../message/message.access.js';
import type { MessageRow } from '../message/message.table.js';
import type { SendPart } from '../message/send-part.js';
import { factsOf, linksIn } from './link-preview.rules.js';
import { forgetPreviews, keepPreview, previewsSince, setPreviews } from './link-preview.store.js';
import type { StoredPreview } from './link-preview.table.js';

/** How addresses in messages are looked at. */
export interface LinkPreviewOptions {
  readonly enabled: boolean;
  /** `host:port` of our own network that may be looked at all the same. */
  readonly internal: readonly string[];
}

const JOB = 'previewLinks';
const FRESH_HOURS = 12;
/** Most of the time of a look is somebody else's. */
const AT_ONCE = 20;

/** Asks for previews of what a message says, once it is committed. */
export async function previewLater(ctx: RequestContext, message: MessageRow): Promise<void> {
  const links = linksIn(message.text ?? '');
  if (links.length > 0 || message.linkPreviews.length > 0) await later(ctx, JOB, { messageId: message.id });
}

/** Addresses in a new message are looked at after it was sent: nobody waits for somebody else's server. */
export const linkPreviews: SendPart = { write: previewLater };

/** The job that looks at addresses; what it is asked for twice it does twice, to the same end. */
export const previewJob = (options: LinkPreviewOptions): Job =>
  job(JOB, { atOnce: AT_ONCE }, async (ctx, data) => {
    if (options.enabled) await previewLinks(ctx, (data as { readonly messageId: string }).messageId, options);
  });

async function previewLinks(
  ctx: RequestContext,
  messageId: string,
  options: LinkPreviewOptions,
): Promise<void> {
  const message = await load(ctx, findMessages, messageId);
  if (!message?.text && (message?.linkPreviews.length ?? 0) === 0) return;
  if (!message || message.deletedAt || message.withdrawnAt) return;
  const channel = await channelInside(ctx, message.channelId);
  const links = linksIn(message.text ?? '');
  const previews = await previewsOf(ctx, channel.organizationId, links, options);
  await transaction(ctx, async (inner) => {
    if (!(await setPreviews(inner.db, message, previews))) return;
    const images = previews.flatMap(({ imageId }) => (imageId === null ? [] : [imageId]));
    if (images.length > 0) await showFiles(inner, message, images);
    await announce(inner, message.channelId, 'messageChanged', { messageId });
  });
}

async function previewsOf(
  ctx: RequestContext,
  organizationId: string,
  links: readonly string[],
  options: LinkPreviewOptions,
): Promise<StoredPreview[]> {
  const since = new Date(Date.now() - FRESH_HOURS * 3_600_000);
  await forgetPreviews(ctx.db, since);
  const known = await previewsSince(ctx.db, organizationId, links, since);
  const all = await Promise.all(
    links.map(async (url) => {
      const kept = known.get(url);
      if (kept !== undefined) return kept;
      const preview = await lookAt(ctx, organizationId, url, options);
      await keepPreview(ctx.db, organizationId, url, preview);
      return preview;
    }),
  );
  return all.filter((preview) => preview !== null);
}

/** What an address leads to; null where there is nothing to show. */
async function lookAt(
  ctx: RequestContext,
  organizationId: string,
  url: string,
  { internal }: LinkPreviewOptions,
): Promise<StoredPreview | null> {
  try {
    const page = await readPublic(url, 'text/html,image/*;q=0.8', { internal, cut: true });
    if (/^image\//i.test(page.contentType)) return await ofPicture(ctx, organizationId, url, page);
    if (!/^(?:text\/html|application\/xhtml\+xml)/i.test(page.contentType)) return null;
    const { image, ...facts } = factsOf(page.body, page.contentType);
    const address =
      image !== null && URL.canParse(image, page.url.href) ? new URL(image, page.url).href : null;
    const picture = address === null ? null : await pictureAt(ctx, organizationId, address, internal);
    if (facts.title === null && picture === null) return null;
    return { url, ...facts, ...imageOf(picture) };
  } catch (error) {
    // Whatever is wrong with somebody else's server, the message is fine without.
    if (error instanceof OutgoingError) return null;
    throw error;
  }
}

const imageOf = (picture: FileRow | null) => ({
  imageId: picture?.id ?? null,
  imageWidth: picture?.width ?? null,
  imageHeight: picture?.height ?? null,
});

async function ofPicture(
  ctx: RequestContext,
  organizationId: string,
  url: string,
  { body }: { readonly body: Buffer },
): Promise<StoredPreview | null> {
  const picture = await keepPicture(ctx, organizationId, body);
  if (!picture) return null;
  return { url, title: null, description: null, siteName: null, ...imageOf(picture) };
}

/** Our copy of a picture; null where it cannot be had, for the words do without it. */
async function pictureAt(
  ctx: RequestContext,
  organizationId: string,
  address: string,
  internal: readonly string[],
): Promise<FileRow | null> {
  try {
    const { body } = await readPublic(address, 'image/*', { internal });
    return await keepPicture(ctx, organizationId, body);
  } catch (error) {
    // As above.
    if (error instanceof OutgoingError) return null;
    throw error;
  }
}

/** Keeps a picture as a file that no message shows yet; what is no picture is let go by the job that expires files. */
async function keepPicture(
  ctx: RequestContext,
  organizationId: string,
  bytes: Buffer,
): Promise<FileRow | null> {
  if (bytes.length === 0) return null;
  const kept = await keepFile(ctx, { name: 'preview', organizationId, bytes });
  return kept.kind === 'IMAGE' && kept.inline ? kept : null;
}
