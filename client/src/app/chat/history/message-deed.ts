import type { IconName } from '../../../generated/icons';
import type { Message } from '../channel/channel-events.rules';
import type { MessageRights } from './message-actions.rules';

/** What decides whether something is offered on a message. */
export interface DeedRights extends MessageRights {
  /** Whether the viewer wrote the message. */
  readonly own: boolean;
  /** What the viewer may do in the channel, as `Channel.viewerCan` says it. */
  readonly can: readonly string[];
}

/**
 * Something that can be done with a message. It is offered in the menu of the message, by its key while the message
 * has the focus, and in the toolbar over the message where that is asked for. What has two states (pin, unpin) is two
 * deeds of which one is shown.
 */
export interface MessageDeed {
  readonly id: string;
  readonly icon: IconName;
  /** Key of its name among the texts, for instance `chat.deed.reply`. */
  readonly label: string;
  /** Single key that does it while the message has the focus, lower case, as `KeyboardEvent.key` names it. */
  readonly key?: string;
  /** Offered over the message as well, without opening the menu. */
  readonly inToolbar?: boolean;
  /** Cannot be taken back. */
  readonly danger?: boolean;
  shown(message: Message, rights: DeedRights): boolean;
  /** The origin is the element it was asked on, for what opens beside it. */
  run(message: Message, origin: HTMLElement): void;
}

/** Makes a deed; called once per conversation, where `inject` works. */
export type MessageDeedMaker = () => MessageDeed;
