/** Somebody who is writing, until they fall silent. */
export interface Typist {
  readonly id: string;
  readonly name: string;
  readonly until: number;
}

/** Who is writing after a signal; one that is over already takes its person away. */
export function withTypist(typists: readonly Typist[], typist: Typist, now: number): readonly Typist[] {
  const others = stillTyping(typists, now).filter(({ id }) => id !== typist.id);
  return typist.until > now ? [...others, typist] : others;
}

export function stillTyping(typists: readonly Typist[], now: number): readonly Typist[] {
  return typists.filter(({ until }) => until > now);
}
