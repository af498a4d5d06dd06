import { type RequestContext, invalid } from '@parley/kit';
import type { Call } from '../call/call.js';
import { peekChannel } from '../channel/channel.access.js';
import type { ChannelAt } from '../channel/channel.table.js';
import type { SendPart } from '../message/send-part.js';
import { seesPerson } from '../person/person.access.js';
import type { User } from '../person/user.js';
import type { Meeting } from '../room/meeting.js';

type Card = ChannelAt | User | Call | Meeting;

/** Calls and meetings: they come by themselves. */
const isOfMeetings = (id: string): boolean => id.startsWith('call_') || id.startsWith('meeting_');

/** What a card shows, as it is now, to those who may see it; for everybody else there is nothing. */
export async function cardFor(ctx: RequestContext, id: string): Promise<Card | null> {
  // Meetings decides who sees a call or a room, when it is asked for more than its id.
  if (isOfMeetings(id)) return { id };
  if (id.startsWith('channel_')) return (await peekChannel(ctx, id))?.channel ?? null;
  return id.startsWith('user_') && (await seesPerson(ctx, id)) ? { id } : null;
}

/** A channel or a person in a message that is sent: whoever sends it sees it. What is of meetings comes by itself. */
export const cardPart: SendPart = {
  prepare: async (ctx, { cardId }) => {
    if (cardId == null) return {};
    if (isOfMeetings(cardId) || !(await cardFor(ctx, cardId))) {
      throw invalid('cardId', 'This cannot be put into a message');
    }
    return { kind: 'CARD', cardId };
  },
};
