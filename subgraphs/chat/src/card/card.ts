import { createUnionType } from 'type-graphql';
import { Channel } from '../channel/channel.js';
import { User } from '../person/user.js';

/** A living thing that a message holds, by the prefix of its id. A subgraph to come adds its entities here. */
export const MessageCard = createUnionType({
  name: 'MessageCard',
  description: 'Living things that a message can hold; may grow.',
  types: () => [Channel, User] as const,
  resolveType: ({ id }: { readonly id: string }) => (id.startsWith('channel_') ? Channel : User),
});
