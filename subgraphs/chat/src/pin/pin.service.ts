import {
  type Page,
  type PageArgs,
  type RequestContext,
  conflict,
  forbidden,
  once,
  pageRequest,
  toPage,
  transaction,
} from '@parley/kit';
import { announce } from '../channel/announce.service.js';
import { accessChannel } from '../channel/channel.access.js';
import { accessMessage } from '../message/message.access.js';
import { messageInside, readMessage } from '../message/message.service.js';
import type { MessageRow } from '../message/message.table.js';
import type { PinMessageInput, UnpinMessageInput } from './pin.inputs.js';
import { type Pin, clearPin, countPins, pinsOf, setPin } from './pin.store.js';

const PINS_AT_MOST = 200;

/**
 * A message that the viewer may pin: whoever may write in a channel says what is worth keeping at hand there, but not
 * its guests.
 */
async function pinnable(ctx: RequestContext, messageId: string): Promise<MessageRow> {
  const { message } = await accessMessage(ctx, messageId, 'COMMENT');
  await accessChannel(ctx, message.channelId, 'POST');
  if (ctx.viewer.kind === 'guest') throw forbidden('Guests talk, and do no more than that');
  return message;
}

/** Pins a message to its channel, for everybody who reads it. */
export async function pinMessage(ctx: RequestContext, input: PinMessageInput): Promise<MessageRow> {
  const id = await transaction(ctx, (inner) =>
    once(inner, 'pinMessage', input, async () => {
      const message = await pinnable(inner, input.messageId);
      if (message.pinnedAt) return message;
      if ((await countPins(inner.db, message.channelId)) >= PINS_AT_MOST) {
        throw conflict(`At most ${String(PINS_AT_MOST)} messages of a channel are pinned; unpin some first`);
      }
      const pinned = await setPin(inner.db, message.id, inner.viewer.id);
      if (pinned) await announce(inner, message.channelId, 'messageChanged', { messageId: message.id });
      return message;
    }),
  );
  return readMessage(ctx, id);
}

/** Unpins a message. */
export async function unpinMessage(ctx: RequestContext, input: UnpinMessageInput): Promise<MessageRow> {
  const id = await transaction(ctx, (inner) =>
    once(inner, 'unpinMessage', input, async () => {
      const message = await pinnable(inner, input.messageId);
      const unpinned = await clearPin(inner.db, message.id);
      if (unpinned) await announce(inner, message.channelId, 'messageChanged', { messageId: message.id });
      return message;
    }),
  );
  return readMessage(ctx, id);
}

const keyOf = ({ pinnedAt, id }: Pin): readonly string[] => [pinnedAt.toISOString(), id];

/** A page of what is pinned in a channel that is being read. */
export async function listPins(
  ctx: RequestContext,
  channelId: string,
  args: PageArgs,
): Promise<Page<MessageRow>> {
  const request = pageRequest(args);
  const pins = toPage(await pinsOf(ctx.db, channelId, request), request, keyOf);
  const nodes = await Promise.all(pins.nodes.map(({ id }) => messageInside(ctx, id)));
  const byId = new Map(nodes.map((node) => [node.id, node]));
  return {
    nodes,
    edges: pins.edges.flatMap(({ cursor, node }) => {
      const message = byId.get(node.id);
      return message ? [{ cursor, node: message }] : [];
    }),
    pageInfo: pins.pageInfo,
    totalCount: await countPins(ctx.db, channelId),
  };
}
