import { inject } from '@angular/core';
import { Sidebar } from '../../core/sidebar/sidebar.store';
import { ownPages } from '../own-pages';
import { PendingConfirmations } from '../acknowledgement/pending.store';
import type { PageEntry } from './page-entry';

/** The pages of chat, in the order in which they stand above the conversations. */
export const chatPages: readonly PageEntry[] = [
  {
    path: 'threads',
    icon: 'chats-circle',
    label: 'chat.thread.inbox',
    listed: true,
    mark: 'badge',
    count: () => inject(Sidebar).unreadThreadCount,
    load: () => import('../thread/thread-inbox').then(({ ThreadInbox }) => ThreadInbox),
  },
  {
    path: 'mentions',
    icon: 'at',
    label: 'chat.mentions.title',
    listed: true,
    mark: 'badge',
    count: () => inject(Sidebar).mentionCount,
    load: () => import('../mentions/mentions-page').then(({ MentionsPage }) => MentionsPage),
  },
  {
    path: 'search',
    icon: 'magnifying-glass',
    label: 'chat.search.title',
    listed: true,
    load: () => import('../search/search-page').then(({ SearchPage }) => SearchPage),
  },
  {
    path: 'tag',
    icon: 'hash',
    label: 'chat.tag.title',
    listed: false,
    load: () => import('../hashtag/tag-page').then(({ TagPage }) => TagPage),
  },
  ...ownPages,
  {
    path: 'confirm',
    icon: 'seal-check',
    label: 'chat.confirm.page',
    listed: true,
    onlyIfAny: true,
    mark: 'badge',
    count: () => inject(PendingConfirmations).count,
    load: () => import('../acknowledgement/confirm-page').then(({ ConfirmPage }) => ConfirmPage),
  },
];

/** The page of that address; undefined where there is none. */
export const pageAt = (path: string | undefined): PageEntry | undefined =>
  chatPages.find((page) => page.path === path);
