import { inject } from '@angular/core';
import type { MessageDeedMaker } from '../history/message-deed';
import { SavedItems } from './saved-items';

const save: MessageDeedMaker = () => {
  const items = inject(SavedItems);
  return {
    id: 'save',
    icon: 'bookmark-simple',
    label: 'chat.deed.save',
    key: 's',
    shown: ({ id, deletedAt }) => !deletedAt && !items.on(id),
    run: ({ id }) => {
      items.save(id);
    },
  };
};

const unsave: MessageDeedMaker = () => {
  const items = inject(SavedItems);
  return {
    id: 'unsave',
    icon: 'bookmark-simple-fill',
    label: 'chat.deed.unsave',
    key: 's',
    shown: ({ id }) => items.on(id) !== undefined,
    run: ({ id }) => {
      const item = items.on(id);
      if (item) items.remove(item);
    },
  };
};

const remind: MessageDeedMaker = () => {
  const items = inject(SavedItems);
  return {
    id: 'remind',
    icon: 'alarm',
    label: 'chat.deed.remind',
    key: 'h',
    shown: ({ deletedAt }) => !deletedAt,
    run: ({ id }) => {
      void items.remind(id);
    },
  };
};

/** A message is put aside, taken from there, or comes back at its time. */
export const savedDeeds: readonly MessageDeedMaker[] = [save, unsave, remind];
