import { type RequestContext, invalid } from '@parley/kit';
import type { Call } from '../call/call.js';
import { peekChannel } from '../channel/channel.access.js';
import type { ChannelAt } from '../channel/channel.table.js';
import type { SendPart } from '../message/send-part.js';
import { seesPerson } from '../person/person.access.js';
import type { User } from '../person/user.js';

type Card = ChannelAt | User | Call;

/** What a card shows, as it is now, to those who may see it; for everybody else there is nothing. */
export async function cardFor(ctx: RequestContext, id: string): Promise<Card | null> {
  // Meetings decides who sees a call, when it is asked for more than its id.
  if (id.startsWith('call_')) return { id };
  if (id.startsWith('channel_')) return (await peekChannel(ctx, id))?.channel ?? null;
  return id.startsWith('user_') && (await seesPerson(ctx, id)) ? { id } : null;
}

/** A channel or a person in a message that is sent: whoever sends it sees it. Calls come by themselves. */
export const cardPart: SendPart = {
  prepare: async (ctx, { cardId }) => {
    if (cardId == null) return {};
    const isSent = !cardId.startsWith('call_');
    if (!isSent || !(await cardFor(ctx, cardId))) {
      throw invalid('cardId', 'This cannot be put into a message');
    }
    return { kind: 'CARD', cardId };
  },
};
