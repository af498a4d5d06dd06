/** A message as far as it decides whether it is news. */
export interface Heard {
  readonly seq: number;
  readonly author: { readonly id: string } | null;
}

interface Shown {
  readonly whole: boolean;
  readonly followed: boolean;
}

/**
 * Tells what is new from what is merely loaded. Events tell of every new message, also while the newest part of a long
 * conversation is not there; after a line that broke the list alone shows what came meanwhile.
 */
export class News<M extends Heard> {
  /** Position of the newest message that was heard of; null before the conversation was seen. */
  private heardUpTo: number | null = null;
  /** Whether the list went to its end the last time: only then is what comes after it news. */
  private whole = false;

  constructor(private readonly viewerId: string) {}

  /** An event told of a message. */
  told(message: M): readonly M[] {
    return this.heardUpTo === null ? [] : this.after(this.heardUpTo, [message]);
  }

  /**
   * The list as it stands, whether it goes to the end of the conversation, and whether it is followed: until then it is
   * what was kept of the last visit and what is read in its place.
   */
  shown(messages: readonly M[], { whole, followed }: Shown): readonly M[] {
    const [before, wasWhole] = [this.heardUpTo, this.whole];
    this.whole = whole && followed;
    if (before !== null && wasWhole) return this.after(before, messages);
    this.heardUpTo = Math.max(before ?? 0, messages.at(-1)?.seq ?? 0);
    return [];
  }

  private after(heardUpTo: number, messages: readonly M[]): readonly M[] {
    const fresh = messages.filter(({ seq }) => seq > heardUpTo);
    this.heardUpTo = Math.max(heardUpTo, ...fresh.map(({ seq }) => seq));
    return fresh.filter(({ author }) => author?.id !== this.viewerId);
  }
}
