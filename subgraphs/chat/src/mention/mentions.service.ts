import { type Key, type Page, type PageArgs, type RequestContext, pageRequest, toPage } from '@parley/kit';
import { readableChannels } from '../channel/directory.service.js';
import { findMessages } from '../message/message.access.js';
import type { MessageRow } from '../message/message.table.js';
import { mentionsOfPerson } from './mentions.store.js';

const DEFAULT_PAGE = 20;

const idIn = (key: readonly Key[] | null): string | null => (key ? String(key[0]) : null);

/** Messages that mention the viewer, the newest first. */
export async function listMentions(ctx: RequestContext, args: PageArgs): Promise<Page<MessageRow>> {
  const request = pageRequest(args, DEFAULT_PAGE);
  const readable = await readableChannels(ctx);
  const ids = await mentionsOfPerson(ctx.db, {
    personId: ctx.viewer.id,
    readableIds: readable.map(({ id }) => id),
    memberIds: readable.filter(({ isMember }) => isMember).map(({ id }) => id),
    limit: request.limit + 1,
    backward: request.backward,
    after: idIn(request.after),
    before: idIn(request.before),
  });
  const messages = await findMessages(ctx, ids);
  const rows = ids.flatMap((id) => messages.get(id) ?? []);
  const page = toPage(rows, request, ({ id }) => [id]);
  // Ids are in the order of time but where messages were brought in from elsewhere; within a page that is put right.
  const nodes = page.nodes.toSorted((one, other) => other.sentAt.getTime() - one.sentAt.getTime());
  return { ...page, nodes, edges: page.edges };
}
