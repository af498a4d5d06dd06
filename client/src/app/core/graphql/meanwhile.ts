import { ApolloLink, type ApolloCache, Observable } from '@apollo/client';
import { OperationTypeNode } from 'graphql';

/** Something that a stream told, and how it is written. */
interface Told {
  readonly by: object;
  readonly write: () => void;
}

/**
 * What streams told while answers to changes are on their way. An answer shows things as they were when it was worked
 * out, and may come after an event that already told how they went on: writing it would take that back, and nobody would
 * tell it a second time.
 */
export class Meanwhile {
  private readonly awaited = new Set<Told[]>();

  /** A change goes out. @returns what is told from now on, in its order */
  begin(): Told[] {
    const told: Told[] = [];
    this.awaited.add(told);
    return told;
  }

  /** Its answer is there, or will not come. */
  end(told: Told[]): void {
    this.awaited.delete(told);
  }

  /** @param write writes the things that an event carried */
  tell(by: object, write: () => void): void {
    for (const told of this.awaited) told.push({ by, write });
  }

  /** What this one told is old: it goes on from a snapshot that holds all of it. */
  forget(by: object): void {
    for (const told of this.awaited) told.splice(0, told.length, ...told.filter((each) => each.by !== by));
  }
}

const every = new WeakMap<ApolloCache, Meanwhile>();

/** What was told meanwhile of things in this cache. */
export function meanwhileIn(cache: ApolloCache): Meanwhile {
  const known = every.get(cache) ?? new Meanwhile();
  every.set(cache, known);
  return known;
}

/**
 * What events told while a change was on its way is written again after its answer, before anybody is told of it: no one
 * sees what lies between. Where the answer is the newer of the two, the event that tells of it is still to come.
 */
export const eventsLast = (cache: ApolloCache): ApolloLink =>
  new ApolloLink((operation, forward) => {
    if (operation.operationType !== OperationTypeNode.MUTATION) return forward(operation);
    return new Observable((asker) => {
      const meanwhile = meanwhileIn(cache);
      const told = meanwhile.begin();
      const asked = forward(operation).subscribe({
        next: (answer) => {
          // Whoever asks writes it while it is handed to them, and those who watch are told after all of this.
          asker.next(answer);
          for (const { write } of told) write();
        },
        error: (error: unknown) => {
          asker.error(error);
        },
        complete: () => {
          asker.complete();
        },
      });
      asked.add(() => {
        meanwhile.end(told);
      });
      return asked;
    });
  });
