import type { SidebarItemFragment } from '../../../generated/graphql';
import type { IconName } from '../../../generated/icons';
import { channelIcon } from '../sidebar/sidebar.rules';

/** Where something can be sent: a conversation of the viewer's. */
export interface Destination {
  readonly id: string;
  readonly name: string;
  readonly kind: string;
  readonly icon: IconName;
  readonly peer: SidebarItemFragment['peer'];
}

/** The conversations whose name holds the words, those that were last talked in first. */
export function destinationsFor(
  entries: readonly SidebarItemFragment[],
  words: string,
): readonly Destination[] {
  const wanted = words.trim().toLocaleLowerCase();
  return entries
    .filter(({ channel }) => !channel.archivedAt)
    .toSorted((a, b) => (b.lastMessage?.sentAt ?? '').localeCompare(a.lastMessage?.sentAt ?? ''))
    .map(({ channel, peer }) => ({
      id: channel.id,
      name: peer?.displayName ?? channel.name,
      kind: channel.kind,
      icon: channelIcon(channel),
      peer,
    }))
    .filter(({ name }) => name.toLocaleLowerCase().includes(wanted));
}
