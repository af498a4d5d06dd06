import { type Page, type PageArgs, invalid, rateLimited, transaction } from '@parley/kit';
import { note } from '../activity/activity.service.js';
import type { FilesContext } from '../context.js';
import { listChildrenFor } from '../listing/listing.service.js';
import { announce } from '../node/announce.service.js';
import type { RenditionKind } from '../pipeline/rendition.js';
import { wordsForLink } from '../watermark/watermark.service.js';
import { renditionOf } from '../pipeline/rendition.service.js';
import { countAttempt, forgetAttempts } from './attempt.store.js';
import { type Opened, throughLink } from './link.access.js';
import type { OpenShareLinkArgs } from './link.inputs.js';
import type { SharedEntry, SharedNode } from './link.js';
import { goesOnWith, hashOf, readSession, sessionOf } from './link.rules.js';
import { type LinkRow, countOpening, linkByHash } from './link.store.js';

/** Wrong passwords of one link within the window: of each address, and of all. */
const ATTEMPTS = { each: 8, all: 200, windowMinutes: 15 } as const;

/** What stands in an opened link, with all that its addresses are made from. */
export interface ShownEntry extends SharedEntry {
  readonly opened: Opened;
  readonly session: string;
}

/** An opened link; closed without its password. */
export interface ShownNode extends SharedNode {
  readonly entry: ShownEntry | null;
}

const closed = ({ rights, expiresAt }: LinkRow): ShownNode => ({
  ...{ name: null, rights, needsPassword: true, session: null, expiresAt, watermark: null, entry: null },
});

const entryOf = (opened: Opened, session: string): ShownEntry => {
  const { id, name, kind, fileKind, mediaType, size, updatedAt } = opened.node;
  const isFolder = kind === 'FOLDER';
  return {
    ...{ id, name, isFolder, updatedAt, opened, session },
    kind: isFolder ? null : (fileKind ?? 'OTHER'),
    mediaType: isFolder ? null : (mediaType ?? 'application/octet-stream'),
    size: isFolder ? 0 : Number(size),
  };
};

/** Attempts are counted before they are made, so that parallel ones cannot pass the limit together. */
async function checkPassword(ctx: FilesContext, link: LinkRow, given: string): Promise<void> {
  const each = `${link.id} ${ctx.caller.client.ip}`;
  for (const [subject, most] of [
    [each, ATTEMPTS.each],
    [link.id, ATTEMPTS.all],
  ] as const) {
    const { attempts, seconds } = await countAttempt(ctx.db, subject, ATTEMPTS.windowMinutes);
    if (attempts > most) {
      throw rateLimited(
        `Too many attempts; try again in ${String(Math.ceil(seconds / 60))} minutes`,
        seconds,
      );
    }
  }
  if (!(await ctx.passwords.matches(link.passwordHash, given))) {
    throw invalid('password', 'This is not the password of the link');
  }
  await forgetAttempts(ctx.db, [each]);
}

/** Counts an opening, and writes it down; false where it would be one too many. */
const begin = (ctx: FilesContext, { link, node }: Opened): Promise<boolean> =>
  transaction(ctx, async (inner) => {
    if (!(await countOpening(inner.db, link.id))) return false;
    const [activityId = ''] = await note(inner, [{ node, kind: 'VIEWED', linkId: link.id }]);
    if (node.kind === 'FILE') await announce(inner, node.id, 'fileTouched', { nodeId: node.id, activityId });
    return true;
  });

function goesOn(ctx: FilesContext, { session }: OpenShareLinkArgs, link: LinkRow): boolean {
  const before = session == null ? null : readSession(ctx.blobs, session);
  return before !== null && goesOnWith(before, link);
}

const isUsedUp = ({ maxUses, useCount }: LinkRow): boolean => maxUses !== null && useCount >= maxUses;

/**
 * What a link opens, for anybody who has it. An opening is counted once, and gone on with by its session. Null where
 * nothing is opened, whatever the reason: wrong, over, used up, or no longer its maker's to share.
 * @throws INVALID for a wrong password, RATE_LIMITED after too many
 */
export async function openShareLink(ctx: FilesContext, args: OpenShareLinkArgs): Promise<ShownNode | null> {
  const link = await linkByHash(ctx.db, hashOf(args.token));
  const top = link && (await throughLink(ctx, link, link.nodeId, 'VIEW'));
  if (!top) return null;
  let session = args.session ?? '';
  if (!goesOn(ctx, args, link)) {
    if (isUsedUp(link)) return null;
    if (link.passwordHash !== null && args.password == null) return closed(link);
    if (link.passwordHash !== null) await checkPassword(ctx, link, args.password ?? '');
    if (!(await begin(ctx, top))) return null;
    session = sessionOf(ctx.blobs, link);
  }
  const shown = args.nodeId == null ? top : await throughLink(ctx, link, args.nodeId, 'VIEW');
  if (!shown) return null;
  const { rights, expiresAt } = link;
  const { name } = shown.node;
  const watermark = wordsForLink(link)?.join(' · ') ?? null;
  return {
    name,
    rights,
    needsPassword: false,
    session,
    expiresAt,
    watermark,
    entry: entryOf(shown, session),
  };
}

/** What is in a folder that a link opens. */
export async function entriesOf(
  ctx: FilesContext,
  shown: ShownNode,
  args: PageArgs,
): Promise<Page<ShownEntry> | null> {
  if (!shown.entry?.isFolder) return null;
  const { opened, session, id } = shown.entry;
  const page = await listChildrenFor(ctx, opened.maker, id, args);
  const byId = new Map(page.nodes.map((node) => [node.id, entryOf({ ...opened, node }, session)]));
  const nodes = [...byId.values()];
  const edges = page.edges.flatMap(({ cursor, node }) => {
    const entry = byId.get(node.id);
    return entry ? [{ cursor, node: entry }] : [];
  });
  return { nodes, edges, pageInfo: page.pageInfo, totalCount: page.totalCount };
}

/** Where a file is downloaded by a link; null for folders, without the right, and before it was found clean. */
export function downloadOf({ opened, session, id, name }: ShownEntry): string | null {
  const { link, node } = opened;
  const isSafe = node.scan === 'CLEAN' || node.scan === 'UNSCANNED';
  if (node.kind !== 'FILE' || !isSafe || !link.rights.includes('DOWNLOAD')) return null;
  return `/f/l/${session}/${id}/${encodeURIComponent(name.toWellFormed())}`;
}

/** Where what was made from a file is looked at by a link; null where there is none. */
export async function lookOf(
  ctx: FilesContext,
  entry: ShownEntry,
  kind: RenditionKind,
): Promise<string | null> {
  if (entry.isFolder) return null;
  const made = await renditionOf(ctx, entry.id, kind);
  return made?.ready ? `/f/l/${entry.session}/r/${entry.id}/${kind.toLowerCase()}` : null;
}
