/** Things whose name has a word that begins with what was typed, whatever the accents; whole names that do come first. */
export function matching<T>(things: readonly T[], typed: string, nameOf: (thing: T) => string): T[] {
  const query = plain(typed);
  if (query === '') return [...things];
  const ranked = things.flatMap((thing) => {
    const name = plain(nameOf(thing));
    if (name.startsWith(query)) return [{ thing, rank: 0 }];
    const inside = name.split(/[\s-]+/).some((word) => word.startsWith(query));
    return inside ? [{ thing, rank: 1 }] : [];
  });
  return ranked.sort((a, b) => a.rank - b.rank).map(({ thing }) => thing);
}

function plain(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLocaleLowerCase();
}
