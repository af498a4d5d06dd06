import { Service } from '@angular/core';
import type { Message } from '../channel/channel-events.rules';
import { pinDeeds } from '../pins/pin-deeds';
import { savedDeeds } from '../saved/saved-deeds';
import { answeringDeeds, finalDeeds, sharingDeeds } from './basic-deeds';
import { orderDeeds } from './report-deed';
import { askingDeeds } from './asking-deeds';
import { undoSend } from '../undo/undo-deed';
import { threadDeeds } from '../thread/thread-message-deeds';
import type { DeedRights, MessageDeed, MessageDeedMaker } from './message-deed';

/**
 * All that can be done with a message, in the order of the menu, in the groups between which it draws a line; a feature
 * adds its deed here with one line.
 */
const makers: readonly (readonly MessageDeedMaker[])[] = [
  [...answeringDeeds, ...threadDeeds],
  [...savedDeeds, ...pinDeeds],
  [...sharingDeeds, ...askingDeeds],
  [...orderDeeds, undoSend, ...finalDeeds],
];

/** Something that a message offers, and the group of the menu it stands in. */
export interface OfferedDeed extends MessageDeed {
  readonly group: number;
}

/** What a message offers to the viewer: its toolbar, its menu and its keys. One per conversation on screen. */
@Service({ autoProvided: false })
export class MessageMenu {
  private readonly deeds: readonly OfferedDeed[] = makers.flatMap((group, at) =>
    group.map((make) => ({ ...make(), group: at })),
  );

  /** Every key that does something with a message, once, and the name of what it does. */
  keys(): readonly { readonly keys: readonly string[]; readonly label: string }[] {
    const firsts = this.deeds.filter(
      ({ key }, at) => this.deeds.findIndex((deed) => deed.key === key) === at,
    );
    return firsts.flatMap(({ key, label }) => (key ? [{ keys: [shownKey(key)], label }] : []));
  }

  of(message: Message, rights: DeedRights): readonly OfferedDeed[] {
    return this.deeds.filter((deed) => deed.shown(message, rights));
  }
}

/** A key as people know it. */
export function shownKey(key: string): string {
  return key.length === 1 ? key.toUpperCase() : key.charAt(0).toUpperCase() + key.slice(1);
}
