import { type Signal, effect, inject, linkedSignal, signal, untracked } from '@angular/core';
import { SayError } from '../../core/errors/say-error';

/** One page of a list that is read on demand. */
export interface ReadPage<T> {
  readonly nodes: readonly T[];
  /** Where it goes on; null at its end. */
  readonly next: string | null;
}

/** A list that grows by pages, and is read again when what it answers changes. */
export interface Pages<T> {
  /** Null until the first page is there. */
  readonly items: Signal<readonly T[] | null>;
  readonly next: Signal<string | null>;
  /** Why there is nothing to show, as a sentence. */
  readonly failure: Signal<string | null>;
  readonly reading: Signal<boolean>;
  /** Reads on after that cursor, or the first page again while what is shown stays. */
  read(after?: string | null): Promise<void>;
}

/**
 * Reads a list page by page for whatever `question` asks; null asks nothing. Of several answers only that to the newest
 * question counts. Called where services can be injected.
 */
export function pagesOf<Q, T>(
  question: Signal<Q | null>,
  readPage: (question: Q, after: string | null) => Promise<ReadPage<T>>,
): Pages<T> {
  const errors = inject(SayError);
  const items = linkedSignal<Q | null, readonly T[] | null>({ source: question, computation: () => null });
  const next = signal<string | null>(null);
  const failure = signal<string | null>(null);
  const reading = signal(false);
  let asked = 0;
  const read = async (after: string | null = null): Promise<void> => {
    const nth = ++asked;
    const current = untracked(question);
    if (current === null) return;
    reading.set(true);
    try {
      const page = await readPage(current, after);
      if (nth !== asked) return;
      items.update((known) => (after ? [...(known ?? []), ...page.nodes] : page.nodes));
      next.set(page.next);
      failure.set(null);
    } catch (error) {
      // What is shown stays; without anything to show, why is said in its place.
      if (nth === asked) failure.set(errors.sentence(error));
    } finally {
      if (nth === asked) reading.set(false);
    }
  };
  effect(() => {
    question();
    untracked(() => void read());
  });
  return { items, next, failure, reading, read };
}
