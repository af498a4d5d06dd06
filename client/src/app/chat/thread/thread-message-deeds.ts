import { inject } from '@angular/core';
import { ChannelStore } from '../channel/channel.store';
import { Conversation } from '../channel/conversation';
import type { MessageDeedMaker } from '../history/message-deed';
import { ThreadDeeds } from './thread-deeds';

/** Answers in a thread: opens the one there is, or begins one. */
const thread: MessageDeedMaker = () => {
  const [conversation, store] = [inject(Conversation), inject(ChannelStore)];
  return {
    id: 'thread',
    icon: 'chats-circle',
    label: 'chat.deed.thread',
    key: 't',
    inToolbar: true,
    shown: (message, rights) =>
      store.threadId() === null &&
      (message.inThread !== null || message.thread !== null || (rights.reply && rights.can.includes('POST'))),
    run: (message) => {
      conversation.open({ kind: 'thread', id: message.inThread?.id ?? message.thread?.id ?? message.id });
    },
  };
};

/** Marks a message as unread, from it on. */
const unread: MessageDeedMaker = () => {
  const [deeds, store] = [inject(ThreadDeeds), inject(ChannelStore)];
  return {
    id: 'unread',
    icon: 'eye-slash',
    label: 'chat.deed.unread',
    key: 'u',
    shown: ({ deletedAt }) => !deletedAt && store.member(),
    run: (message) => {
      // At once: what is seen until the answer comes would read it again.
      const shownWhereItCounts = message.inTimeline === (store.threadId() === null);
      if (shownWhereItCounts) store.reading.keepUnread(message.seq);
      deeds.markUnread(message.id, () => {
        if (shownWhereItCounts) store.reading.forgetLine();
      });
    },
  };
};

/** What threads and unread marks add to messages. */
export const threadDeeds: readonly MessageDeedMaker[] = [thread, unread];
