import type { IconName } from '../../../generated/icons';

/** What the list needs to know of a channel to place and show it. */
export interface ListedChannel {
  readonly unreadCount: number;
  readonly mentionCount: number;
  /** That nothing of it is told, by its level or for a while. */
  readonly silent?: boolean;
  readonly channel: {
    readonly id: string;
    readonly kind: string;
    readonly name: string;
    readonly postingRole?: string | null;
    readonly archivedAt?: string | null;
  };
  readonly lastMessage?: { readonly sentAt: string } | null;
}

/** What a channel's icon follows from. */
export interface ChannelFace {
  readonly kind: string;
  readonly postingRole?: string | null;
}

export interface Sections<E> {
  readonly channels: readonly E[];
  readonly people: readonly E[];
}

/** The one thing at the end of a row: what asks most for attention. */
export type EndSlot = 'mention' | 'draft' | 'muted' | 'unread' | 'time' | 'none';

/** Splits the list: places by name, people by who spoke last. */
export function sectionsOf<E extends ListedChannel>(
  entries: readonly E[],
  options: { readonly unreadOnly: boolean; readonly openId: string | null; readonly locale: string },
): Sections<E> {
  const shown = entries.filter(
    (entry) =>
      entry.channel.id === options.openId ||
      (!entry.channel.archivedAt && (!options.unreadOnly || entry.unreadCount > 0)),
  );
  const order = new Intl.Collator(options.locale, { numeric: true, sensitivity: 'base' });
  const channels = shown.filter((entry) => entry.channel.kind !== 'DIRECT');
  const people = shown.filter((entry) => entry.channel.kind === 'DIRECT');
  return {
    channels: channels.sort((a, b) => order.compare(a.channel.name, b.channel.name)),
    people: people.sort(
      (a, b) => spokenAt(b).localeCompare(spokenAt(a)) || order.compare(a.channel.name, b.channel.name),
    ),
  };
}

/** Which icon stands before a channel's name. */
export function channelIcon(channel: ChannelFace): IconName {
  switch (channel.kind) {
    case 'PUBLIC':
      return announces(channel) ? 'megaphone-simple' : 'hash';
    case 'DEPARTMENT':
      return announces(channel) ? 'megaphone-simple' : 'buildings';
    case 'COURSE':
      return 'graduation-cap';
    case 'SUPPORT':
      return 'lifebuoy';
    case 'DIRECT':
      return 'chat-circle';
    default:
      return 'lock-simple';
  }
}

/** What the end of a row shows; a draft of the channel on screen is not worth a word. */
export function endSlot(
  entry: ListedChannel,
  about: { readonly hasDraft: boolean; readonly isOpen: boolean; readonly elsewhere: boolean },
): EndSlot {
  if (entry.mentionCount > 0 && !entry.silent) return 'mention';
  if (about.hasDraft && !about.isOpen) return 'draft';
  if (entry.silent) return 'muted';
  if (entry.unreadCount > 0) return entry.channel.kind === 'DIRECT' ? 'mention' : 'unread';
  return about.elsewhere ? 'time' : 'none';
}

/** The number on a row's badge: every message of a person counts, elsewhere only mentions. */
export function badgeCount(entry: ListedChannel): number {
  return entry.channel.kind === 'DIRECT' ? entry.unreadCount : entry.mentionCount;
}

function announces(channel: ChannelFace): boolean {
  return channel.postingRole === 'OWNER' || channel.postingRole === 'MODERATOR';
}

function spokenAt(entry: ListedChannel): string {
  return entry.lastMessage?.sentAt ?? '';
}
