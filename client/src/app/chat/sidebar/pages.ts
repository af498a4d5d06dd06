import { inject } from '@angular/core';
import { Sidebar } from '../../core/sidebar/sidebar.store';
import { ownPages } from '../own-pages';
import type { PageEntry } from './page-entry';

/** The pages of chat, in the order in which they stand above the conversations. */
export const chatPages: readonly PageEntry[] = [
  {
    path: 'threads',
    icon: 'chats',
    label: 'chat.thread.inbox',
    listed: true,
    mark: 'badge',
    count: () => inject(Sidebar).unreadThreadCount,
    load: () => import('../thread/thread-inbox').then(({ ThreadInbox }) => ThreadInbox),
  },
  ...ownPages,
];

/** The page of that address; undefined where there is none. */
export const pageAt = (path: string | undefined): PageEntry | undefined =>
  chatPages.find((page) => page.path === path);
