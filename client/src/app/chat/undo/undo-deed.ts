import { inject } from '@angular/core';
import { Apollo } from 'apollo-angular';
import { UndoSendDocument } from '../../../generated/graphql';
import { SayError } from '../../core/errors/say-error';
import { change } from '../../core/graphql/change';
import { Conversation } from '../channel/conversation';
import type { MessageDeedMaker } from '../history/message-deed';
import { mayUndo } from './undo.rules';

/** Takes back what was just sent, as if it had never been; its words go back into the box. */
export const undoSend: MessageDeedMaker = () => {
  const [apollo, errors, conversation] = [inject(Apollo), inject(SayError), inject(Conversation)];
  return {
    id: 'undo',
    icon: 'arrow-u-up-left',
    label: 'chat.deed.undo',
    key: 'z',
    inToolbar: true,
    shown: ({ sentAt, deletedAt, kind }, { own }) =>
      own && !deletedAt && kind !== 'SYSTEM' && kind !== 'CALL' && mayUndo(sentAt, Date.now()),
    run: (message) => {
      const input = { messageId: message.id, key: crypto.randomUUID() };
      change(apollo, UndoSendDocument, { input }).then(
        () => {
          conversation.restored.set(message.text ?? null);
          conversation.toBox();
        },
        (error: unknown) => {
          errors.toast(error);
        },
      );
    },
  };
};
