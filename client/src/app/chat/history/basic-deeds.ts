import { inject } from '@angular/core';
import { ChannelStore } from '../channel/channel.store';
import { Conversation } from '../channel/conversation';
import { EmojiPopover } from '../emoji/emoji-popover';
import type { MessageDeedMaker } from './message-deed';
import { MessageDeeds } from './message-deeds';

const react: MessageDeedMaker = () => {
  const [emoji, deeds] = [inject(EmojiPopover), inject(MessageDeeds)];
  return {
    id: 'react',
    icon: 'smiley',
    label: 'chat.deed.react',
    key: 'e',
    inToolbar: true,
    shown: (_message, rights) => rights.react,
    run: (message, origin) => {
      emoji.open(origin, (chosen) => {
        deeds.react(message, chosen);
      });
    },
  };
};

const reply: MessageDeedMaker = () => {
  const conversation = inject(Conversation);
  return {
    id: 'reply',
    icon: 'arrow-bend-up-left',
    label: 'chat.deed.reply',
    key: 'r',
    inToolbar: true,
    shown: (_message, rights) => rights.reply,
    run: (message) => {
      conversation.reply(message);
    },
  };
};

const edit: MessageDeedMaker = () => {
  const conversation = inject(Conversation);
  return {
    id: 'edit',
    icon: 'pencil-simple',
    label: 'chat.deed.edit',
    inToolbar: true,
    shown: (_message, rights) => rights.edit,
    run: (message) => {
      conversation.edit(message);
    },
  };
};

const copyText: MessageDeedMaker = () => {
  const deeds = inject(MessageDeeds);
  return {
    id: 'copyText',
    icon: 'copy',
    label: 'chat.deed.copyText',
    key: 'c',
    shown: ({ text }) => Boolean(text),
    run: (message) => {
      deeds.copyText(message);
    },
  };
};

const copyLink: MessageDeedMaker = () => {
  const [deeds, store] = [inject(MessageDeeds), inject(ChannelStore)];
  return {
    id: 'copyLink',
    icon: 'link-simple',
    label: 'chat.deed.copyLink',
    key: 'l',
    shown: () => true,
    run: (message) => {
      const channelId = store.channelId();
      if (channelId) deeds.copyLink(channelId, message);
    },
  };
};

const remove: MessageDeedMaker = () => {
  const deeds = inject(MessageDeeds);
  return {
    id: 'delete',
    icon: 'trash',
    label: 'chat.deed.delete',
    key: 'delete',
    danger: true,
    shown: (_message, rights) => rights.remove,
    run: (message) => {
      deeds.remove(message);
    },
  };
};

/** What every message offers: first what answers it, … */
export const answeringDeeds: readonly MessageDeedMaker[] = [react, reply];
/** … in the middle what changes and shares it, … */
export const sharingDeeds: readonly MessageDeedMaker[] = [edit, copyText, copyLink];
/** … and last what cannot be taken back. */
export const finalDeeds: readonly MessageDeedMaker[] = [remove];
