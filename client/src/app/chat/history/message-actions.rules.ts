/** What the viewer may do with a message; the server has the last word. */
export interface MessageRights {
  readonly react: boolean;
  readonly reply: boolean;
  readonly edit: boolean;
  readonly remove: boolean;
}

const none: MessageRights = { react: false, reply: false, edit: false, remove: false };

/**
 * Rights follow from the channel and the author, so that a live message needs no field that depends on the
 * viewer and one execution serves everybody who follows the channel.
 */
export function messageRights(
  message: {
    readonly kind: string;
    readonly deletedAt?: string | null;
    readonly author?: { readonly id: string } | null;
  },
  viewerId: string,
  channelCan: readonly string[],
): MessageRights {
  if (message.kind === 'SYSTEM' || message.deletedAt) return none;
  const own = message.author?.id === viewerId;
  const post = channelCan.includes('POST');
  return {
    react: post,
    reply: post,
    // A call says by itself what came of it.
    edit: own && post && message.kind !== 'CALL',
    remove: (own && post) || channelCan.includes('MODERATE'),
  };
}
