import { Service, computed, inject, linkedSignal } from '@angular/core';
import type { Place } from '../places/place';
import { ContentStore } from './content.store';

/** Keys that were held while something was pressed. */
export interface Held {
  readonly shiftKey: boolean;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
}

const nothing: ReadonlySet<string> = new Set();

/** Which files and folders are chosen, and where the keyboard stands among them. */
@Service({ autoProvided: false })
export class Selection {
  private readonly store = inject(ContentStore);
  private readonly chosen = linkedSignal<Place | null, ReadonlySet<string>>({
    source: this.store.place,
    computation: () => nothing,
  });
  private readonly place = linkedSignal<Place | null, string | null>({
    source: this.store.place,
    computation: () => null,
  });
  private anchor: string | null = null;

  readonly nodes = computed(() => this.store.nodes().filter(({ id }) => this.chosen().has(id)));
  readonly count = computed(() => this.nodes().length);
  readonly ids = this.chosen.asReadonly();
  /** What Tab comes to: where one was, or else the first. */
  readonly tabStop = computed(() => {
    const nodes = this.store.nodes();
    const known = nodes.find(({ id }) => id === this.place());
    return (known ?? nodes[0])?.id ?? null;
  });

  /** A press chooses one alone; with Ctrl it is added or taken away, with Shift all up to it. */
  press(id: string, held: Held): void {
    if (held.shiftKey) this.extendTo(id);
    else if (held.ctrlKey || held.metaKey) this.toggle(id);
    else this.only(id);
  }

  only(id: string): void {
    this.stand(id);
    this.anchor = id;
    this.chosen.set(new Set([id]));
  }

  toggle(id: string): void {
    this.stand(id);
    this.anchor = id;
    this.chosen.update((ids) =>
      ids.has(id) ? new Set([...ids].filter((each) => each !== id)) : new Set([...ids, id]),
    );
  }

  extendTo(id: string): void {
    const ids = this.store.nodes().map((node) => node.id);
    const [from, to] = [ids.indexOf(this.anchor ?? id), ids.indexOf(id)];
    this.stand(id);
    this.chosen.set(new Set(ids.slice(Math.max(0, Math.min(from, to)), Math.max(from, to) + 1)));
  }

  all(): void {
    this.chosen.set(new Set(this.store.nodes().map(({ id }) => id)));
  }

  clear(): void {
    this.chosen.set(nothing);
  }

  stand(id: string): void {
    this.place.set(id);
  }
}
