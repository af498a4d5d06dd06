/** What the sheet shows: a folder, or a list of the viewer's own. */
export type Place =
  | { readonly kind: 'folder'; readonly id: string }
  | { readonly kind: 'shared' }
  | { readonly kind: 'recent' }
  | { readonly kind: 'favourites' }
  | { readonly kind: 'trash' };

/** The lists that are no folder. */
export const ownLists = ['shared', 'recent', 'favourites', 'trash'] as const;
export type OwnList = (typeof ownLists)[number];

export const isOwnList = (word: string | undefined): word is OwnList =>
  ownLists.some((list) => list === word);
