import { plain } from '../../core/i18n/plain';

/**
 * Things in whose name a word begins what was typed, which may be several words, whatever the accents; names that begin
 * with it come first.
 */
export function matching<T>(things: readonly T[], typed: string, nameOf: (thing: T) => string): T[] {
  const query = plain(typed);
  if (query === '') return [...things];
  const ranked = things.flatMap((thing) => {
    const name = plain(nameOf(thing));
    if (name.startsWith(query)) return [{ thing, rank: 0 }];
    const inside = [...name.matchAll(/[\s-]+/g)].some((gap) =>
      name.startsWith(query, gap.index + gap[0].length),
    );
    return inside ? [{ thing, rank: 1 }] : [];
  });
  return ranked.sort((a, b) => a.rank - b.rank).map(({ thing }) => thing);
}
