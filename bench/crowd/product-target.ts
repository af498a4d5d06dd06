import { SendMessageDocument } from '../generated/graphql.js';
import { aKey } from '../product.js';
import type { Audience } from './audience.js';
import type { Grouping } from './bare-target.js';
import type { Target } from './crowd.js';
import { follow } from './follower.js';

/** The product: sockets follow channels by channelEvents, a message is published by sendMessage in each channel. */
export const productTarget = (url: string, audience: Audience, grouping: Grouping): Target => ({
  heardBySocket: grouping.each,
  join(n, onMark) {
    const followed = grouping.groupsOf(n).map((group) => ({ channelId: audience.channelIds[group] ?? '' }));
    return follow(url, audience.tokenOf(n), followed, { onMark });
  },
  async publish(text) {
    const sent = audience.channelIds.map((channelId) =>
      audience.host.get(SendMessageDocument, { input: { channelId, text, key: aKey() } }),
    );
    await Promise.all(sent);
  },
});
