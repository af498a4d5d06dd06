import type { IconName } from '../../generated/icons';
import type { FileLook } from '../files/node/file-look.rules';
import type { Waits } from './palette-finder';

/** What stands before a name: a sign, a face or the look of a file. */
export type Lead =
  | { readonly icon: IconName }
  | { readonly face: { readonly id: string; readonly name: string; readonly url: string | null } }
  | { readonly file: FileLook };

/** One answer of the palette, and where it leads. */
export interface PaletteEntry {
  readonly key: string;
  readonly lead: Lead;
  readonly name: string;
  /** Whether what was typed is marked in its name. */
  readonly found?: boolean;
  readonly more?: string | null;
  /** The keys that do the same from anywhere; Enter where there are none. */
  readonly keys?: string;
  /** What waits there; left out where nothing can. */
  readonly waits?: Waits;
  readonly open: () => Promise<void>;
}

/** Answers of one kind, under the name of their kind. */
export interface PaletteGroup {
  readonly id: 'channels' | 'people' | 'messages' | 'files' | 'deeds' | 'places';
  readonly entries: readonly PaletteEntry[];
}

/** Those groups that hold something, each with the place of its first entry among the entries of all. */
export function placed(
  groups: readonly PaletteGroup[],
): readonly (PaletteGroup & { readonly from: number })[] {
  let from = 0;
  return groups
    .filter(({ entries }) => entries.length > 0)
    .map((group) => {
      const first = from;
      from += group.entries.length;
      return { ...group, from: first };
    });
}
