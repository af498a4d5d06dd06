import { type Page, type PageArgs, type RequestContext, pageRequest, toPage } from '@parley/kit';
import type { MessageRow } from '../message/message.table.js';
import { editsOf } from './edit.store.js';
import type { MessageEditRow } from './edit.table.js';

const keyOf = ({ version }: MessageEditRow): readonly number[] => [version];

/** The earlier wordings of a message that is being read; of a deleted one there are none. */
export async function listEdits(
  ctx: RequestContext,
  { id, version, deletedAt }: Pick<MessageRow, 'id' | 'version' | 'deletedAt'>,
  args: PageArgs,
): Promise<Page<MessageEditRow>> {
  const request = pageRequest(args);
  const rows = version > 1 && deletedAt === null ? await editsOf(ctx.db, id, request) : [];
  return toPage(rows, request, keyOf, deletedAt === null ? version - 1 : 0);
}
