import type { PageEntry } from './page-entry';

/** The pages of chat, in the order in which they stand above the conversations. */
export const chatPages: readonly PageEntry[] = [];

/** The page of that address; undefined where there is none. */
export const pageAt = (path: string | undefined): PageEntry | undefined =>
  chatPages.find((page) => page.path === path);
