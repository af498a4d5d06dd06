import { computed, inject } from '@angular/core';
import { OwnThings } from '../core/own/own-things';
import type { PageEntry } from './sidebar/page-entry';

/** Pages of what the viewer has alone. */
export const ownPages: readonly PageEntry[] = [
  {
    path: 'saved',
    icon: 'bookmark-simple',
    label: 'chat.saved.title',
    listed: true,
    count: () => {
      const own = inject(OwnThings);
      return computed(() => own.saved().filter(({ remindedAt }) => remindedAt).length);
    },
    mark: 'badge',
    load: () => import('./saved/saved-page').then(({ SavedPage }) => SavedPage),
  },
  {
    path: 'drafts',
    icon: 'note-pencil',
    label: 'chat.drafts.title',
    listed: true,
    count: () => {
      const own = inject(OwnThings);
      return computed(() => own.drafts().length + own.scheduled().length);
    },
    mark: 'number',
    load: () => import('./drafts/drafts-page').then(({ DraftsPage }) => DraftsPage),
  },
];
