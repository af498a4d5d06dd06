import { inject } from '@angular/core';
import { Acknowledging } from '../acknowledgement/acknowledging';
import { ChannelStore } from '../channel/channel.store';
import { Dialogs } from '../../ui/dialog/dialogs';
import type { MessageDeedMaker } from './message-deed';

const forward: MessageDeedMaker = () => {
  const dialogs = inject(Dialogs);
  return {
    id: 'forward',
    icon: 'arrow-bend-up-right',
    label: 'chat.deed.forward',
    key: 'f',
    shown: ({ kind, deletedAt }) => kind !== 'SYSTEM' && kind !== 'CALL' && !deletedAt,
    run: (message) => {
      void import('../forward/forward-dialog').then(({ ForwardDialog }) => {
        dialogs.open(ForwardDialog, { messageId: message.id });
      });
    },
  };
};

const confirm: MessageDeedMaker = () => {
  const acknowledging = inject(Acknowledging);
  return {
    id: 'confirm',
    icon: 'seal-check',
    label: 'chat.deed.askToConfirm',
    shown: ({ acknowledgement, kind, deletedAt }, { own, can }) =>
      !acknowledgement &&
      kind !== 'SYSTEM' &&
      !deletedAt &&
      can.includes('POST') &&
      (own || can.includes('MODERATE')),
    run: (message) => {
      void acknowledging.ask(message.id);
    },
  };
};

const readers: MessageDeedMaker = () => {
  const [dialogs, store] = [inject(Dialogs), inject(ChannelStore)];
  return {
    id: 'readBy',
    icon: 'eye',
    label: 'chat.deed.readBy',
    shown: ({ kind, deletedAt }, { own }) =>
      own &&
      kind !== 'SYSTEM' &&
      !deletedAt &&
      (store.channel()?.members.nodes ?? []).some(({ lastReadSeq }) => lastReadSeq !== null),
    run: (message) => {
      void import('../receipt/message-readers').then(({ MessageReaders }) => {
        dialogs.open(MessageReaders, message.id);
      });
    },
  };
};

/** What is asked of others about a message: to take it elsewhere, to confirm it, who has read it. */
export const askingDeeds: readonly MessageDeedMaker[] = [forward, confirm, readers];
