import { inject } from '@angular/core';
import { Dialogs } from '../../ui/dialog/dialogs';
import type { MessageDeedMaker } from './message-deed';

/** Reports a message of somebody else to those who keep order. */
const report: MessageDeedMaker = () => {
  const dialogs = inject(Dialogs);
  return {
    id: 'report',
    icon: 'warning-octagon',
    label: 'chat.deed.report',
    shown: ({ kind, deletedAt }, { own }) => !own && !deletedAt && kind !== 'SYSTEM',
    run: ({ id }) => {
      void import('../dialogs/report-message').then(({ ReportMessage }) => dialogs.open(ReportMessage, id));
    },
  };
};

/** What is offered on messages to keep order. */
export const orderDeeds: readonly MessageDeedMaker[] = [report];
