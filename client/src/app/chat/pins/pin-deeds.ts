import { inject } from '@angular/core';
import { Session } from '../../core/session/session';
import type { Message } from '../channel/channel-events.rules';
import type { DeedRights, MessageDeedMaker } from '../history/message-deed';
import { Pins } from './pins';

/** Whoever writes in a channel says what is worth keeping at hand there, but not its guests. */
const mayPin = ({ kind, deletedAt }: Message, { can }: DeedRights, guest: boolean): boolean =>
  kind !== 'SYSTEM' && !deletedAt && can.includes('POST') && !guest;

const pin: MessageDeedMaker = () => {
  const [pins, session] = [inject(Pins), inject(Session)];
  return {
    id: 'pin',
    icon: 'push-pin',
    label: 'chat.deed.pin',
    key: 'p',
    shown: (message, rights) => !message.pinnedAt && mayPin(message, rights, session.guest()),
    run: ({ id }) => {
      pins.pin(id);
    },
  };
};

const unpin: MessageDeedMaker = () => {
  const [pins, session] = [inject(Pins), inject(Session)];
  return {
    id: 'unpin',
    icon: 'push-pin-fill',
    label: 'chat.deed.unpin',
    key: 'p',
    shown: (message, rights) => Boolean(message.pinnedAt) && mayPin(message, rights, session.guest()),
    run: ({ id }) => {
      pins.unpin(id);
    },
  };
};

/** A message is kept at hand for everybody in the channel, or no longer. */
export const pinDeeds: readonly MessageDeedMaker[] = [pin, unpin];
