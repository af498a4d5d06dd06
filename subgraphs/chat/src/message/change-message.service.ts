import { type RequestContext, once, transaction } from '@parley/kit';
import { accessMessage } from './message.access.js';
import type { MessageRow } from './message.table.js';

/** Runs a change of a message, or of what stands on it, once per client key; answers with the message as it is then. */
export async function changeMessage(
  ctx: RequestContext,
  operation: string,
  input: { readonly key: string },
  work: (ctx: RequestContext) => Promise<MessageRow>,
): Promise<MessageRow> {
  const id = await transaction(ctx, (inner) => once(inner, operation, input, () => work(inner)));
  return (await accessMessage(ctx, id, 'READ')).message;
}
