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
  /** Where the viewer put it; where they did not, it stands by its kind. */
  readonly favorite?: boolean;
  readonly section?: string | null;
  readonly hidden?: boolean;
}

/** What a channel's icon follows from. */
export interface ChannelFace {
  readonly kind: string;
  readonly postingRole?: string | null;
}

export interface Sections<E> {
  readonly favorites: readonly E[];
  /** Under headings of the viewer's own, in the order of the alphabet. */
  readonly own: readonly { readonly name: string; readonly entries: readonly E[] }[];
  readonly channels: readonly E[];
  readonly people: readonly E[];
  /** Left out, as long as nothing in them asks for the viewer. */
  readonly hidden: readonly E[];
}

/** The one thing at the end of a row: what asks most for attention. */
export type EndSlot = 'mention' | 'draft' | 'muted' | 'unread' | 'time' | 'none';

/** Splits the list: what the viewer arranged first, then places by name, people by who spoke last. */
export function sectionsOf<E extends ListedChannel>(
  entries: readonly E[],
  options: { readonly unreadOnly: boolean; readonly openId: string | null; readonly locale: string },
): Sections<E> {
  const there = entries.filter(
    (entry) =>
      entry.channel.id === options.openId ||
      (!entry.channel.archivedAt && (!options.unreadOnly || entry.unreadCount > 0)),
  );
  const order = new Intl.Collator(options.locale, { numeric: true, sensitivity: 'base' });
  const byName = (list: readonly E[]): readonly E[] =>
    list.toSorted((a, b) => order.compare(a.channel.name, b.channel.name));
  const isShown = (entry: E): boolean =>
    !isLeftOut(entry) || badgeCount(entry) > 0 || entry.channel.id === options.openId;
  const shown = there.filter(isShown);
  const placed = shown.filter(({ favorite }) => !favorite);
  const loose = placed.filter(({ section }) => !section);
  const names = [...new Set(placed.flatMap(({ section }) => (section ? [section] : [])))];
  return {
    favorites: byName(shown.filter(({ favorite }) => favorite)),
    own: names
      .toSorted((a, b) => order.compare(a, b))
      .map((name) => ({ name, entries: byName(placed.filter(({ section }) => section === name)) })),
    channels: byName(loose.filter(({ channel }) => channel.kind !== 'DIRECT')),
    people: loose
      .filter(({ channel }) => channel.kind === 'DIRECT')
      .toSorted(
        (a, b) => spokenAt(b).localeCompare(spokenAt(a)) || order.compare(a.channel.name, b.channel.name),
      ),
    hidden: byName(there.filter((entry) => !isShown(entry))),
  };
}

/** Left out by the viewer; and the chat of every meeting, unless somebody wrote in it or the viewer placed it. */
function isLeftOut({ hidden, channel, favorite, section, unreadCount }: ListedChannel): boolean {
  if (hidden) return true;
  return channel.kind === 'MEETING' && !favorite && !section && unreadCount === 0;
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
    case 'MEETING':
      return 'video-camera';
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
