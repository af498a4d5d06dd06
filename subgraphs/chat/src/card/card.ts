import { createUnionType } from 'type-graphql';
import { Call } from '../call/call.js';
import { Channel } from '../channel/channel.js';
import { User } from '../person/user.js';
import { Meeting } from '../room/meeting.js';

/** A living thing that a message holds, by the prefix of its id. A subgraph to come adds its entities here. */
export const MessageCard = createUnionType({
  name: 'MessageCard',
  description: 'Living things that a message can hold; may grow.',
  types: () => [Channel, User, Call, Meeting] as const,
  resolveType: ({ id }: { readonly id: string }) => {
    if (id.startsWith('call_')) return Call;
    if (id.startsWith('meeting_')) return Meeting;
    return id.startsWith('channel_') ? Channel : User;
  },
});
