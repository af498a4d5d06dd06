/** Something of the viewer's alone, as a list holds it. */
interface Thing {
  readonly id: string;
}

/** A list after one of its things came, changed or went; what is new comes first. */
export function afterChange<T extends Thing>(things: readonly T[], id: string, now: T | null): readonly T[] {
  if (!now) return things.filter((thing) => thing.id !== id);
  return things.some((thing) => thing.id === id)
    ? things.map((thing) => (thing.id === id ? now : thing))
    : [now, ...things];
}
