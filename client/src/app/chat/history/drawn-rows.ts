import { type Signal, computed, effect, linkedSignal, signal } from '@angular/core';
import type { AngularVirtualizer } from '@tanstack/angular-virtual';
import { type Wanted, drawnNext } from './drawing.rules';

/** Rows that are made within one task: more of those that are missing on screen than of those that may come next. */
const mostAtOnce = { seen: 5, ahead: 3 };

type Rows = AngularVirtualizer<HTMLElement, HTMLElement>;

/** The rows near the screen as they are drawn: a few new ones with each frame. Called where effects can be. */
export function drawnRows(virtualizer: Rows): Signal<ReturnType<Rows['getVirtualItems']>> {
  const frame = signal(0);
  const wanted = computed(() => virtualizer.getVirtualItems());
  const drawn = linkedSignal<
    { readonly wanted: readonly Wanted[]; readonly frame: number },
    ReadonlySet<Wanted['key']>
  >({
    source: () => ({ wanted: wanted(), frame: frame() }),
    computation: (now, before) =>
      drawnNext(before?.value ?? new Set(), now.wanted, virtualizer.range(), mostAtOnce),
  });
  effect((onCleanup) => {
    if (drawn().size >= wanted().length) return;
    const asked = requestAnimationFrame(() => {
      frame.update((nth) => nth + 1);
    });
    onCleanup(() => {
      cancelAnimationFrame(asked);
    });
  });
  return computed(() => wanted().filter(({ key }) => drawn().has(key)));
}
