import { type Page, type PageArgs, type RequestContext, pageRequest, toPage } from '@parley/kit';
import type { MessageRow } from '../message/message.table.js';
import { countTagged, findTagged, tagsSeen } from '../search/tagged.service.js';
import type { Hashtag } from './hashtag.js';
import { parseHashtags, tagName } from './hashtag.rules.js';

const DEFAULT_PAGE = 20;

/** A hashtag; null for what cannot be one. */
export async function readHashtag(ctx: RequestContext, name: string): Promise<Hashtag | null> {
  const counted = await countTagged(ctx, tagName(name));
  const [tag] = parseHashtags(`#${tagName(name)}`);
  return tag === tagName(name) ? { name: tag, messageCount: counted } : null;
}

/** Messages with a tag that the viewer may read, the newest first. */
export async function listTagged(
  ctx: RequestContext,
  name: string,
  args: PageArgs,
): Promise<Page<MessageRow>> {
  const request = pageRequest(args, DEFAULT_PAGE);
  const found = await findTagged(ctx, name, request);
  const page = toPage(found, request, ({ spot: { sentAt, channelId, seq } }) => [sentAt, channelId, seq]);
  return {
    ...page,
    nodes: page.nodes.map(({ message }) => message),
    edges: page.edges.map(({ cursor, node }) => ({ cursor, node: node.message })),
  };
}

/** Tags that begin so, in messages that the viewer may read, those of most messages first. */
export const listHashtags = (ctx: RequestContext, beginning: string, limit: number): Promise<Hashtag[]> =>
  tagsSeen(ctx, tagName(beginning), limit);
