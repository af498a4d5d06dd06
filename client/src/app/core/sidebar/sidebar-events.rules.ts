import type { SidebarEventsSubscription, SidebarQuery } from '../../../generated/graphql';

export type SidebarEvent = SidebarEventsSubscription['sidebarEvents'];

/** The list after an event; an entry that is in it already was moved in the cache by its id. */
export function afterSidebarEvent(data: SidebarQuery, event: SidebarEvent): SidebarQuery {
  const sidebar = data.viewer?.sidebar;
  if (!data.viewer || !sidebar) return data;
  const entries = entriesAfter(sidebar.entries, event);
  const mentionCount = entries.reduce((sum, entry) => sum + entry.mentionCount, 0);
  const unreadThreadCount =
    event.__typename === 'ThreadFollowChanged' ? event.unreadThreadCount : sidebar.unreadThreadCount;
  const after = { ...sidebar, entries, mentionCount, unreadThreadCount };
  return { ...data, viewer: { ...data.viewer, sidebar: after } };
}

type Entries = NonNullable<NonNullable<SidebarQuery['viewer']>['sidebar']>['entries'];

function entriesAfter(entries: Entries, event: SidebarEvent): Entries {
  switch (event.__typename) {
    case 'SidebarEntryChanged':
      return entries.some(({ id }) => id === event.entry.id)
        ? entries.map((entry) => (entry.id === event.entry.id ? event.entry : entry))
        : [...entries, event.entry];
    case 'SidebarEntryRemoved':
      return entries.filter(({ channel }) => channel.id !== event.channelId);
    default:
      return entries;
  }
}
