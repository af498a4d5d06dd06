import { Service, inject } from '@angular/core';
import { Selection } from './selection';

/** What keys ask for beside moving about. */
export type KeyDeed = 'open' | 'rename' | 'remove' | 'up';

const deeds: Readonly<Record<string, KeyDeed>> = { Enter: 'open', F2: 'rename', Delete: 'remove' };

/** The keys of a list of files: arrows move, Shift widens, Space chooses, Ctrl+A takes all. */
@Service({ autoProvided: false })
export class ContentKeys {
  private readonly selection = inject(Selection);

  /** Does what a key asks for, or says which deed it asks for; null for a key that is none of these. */
  press(event: KeyboardEvent, places: readonly HTMLElement[], columns: boolean): KeyDeed | 'done' | null {
    const here = places.find((place) => place === event.target);
    if (event.altKey) return event.key === 'ArrowUp' ? 'up' : null;
    if (event.key === 'Escape' && this.selection.count() > 0) {
      this.selection.clear();
      return 'done';
    }
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'a') {
      this.selection.all();
      return 'done';
    }
    if (!here) return null;
    if (event.key === ' ') return this.choose(here, event);
    const deed = deeds[event.key];
    if (deed) return this.deed(deed, here);
    const next = nextOf(event.key, here, places, columns);
    if (!next) return null;
    this.go(next, event);
    return 'done';
  }

  private choose(here: HTMLElement, event: KeyboardEvent): 'done' {
    const id = idOf(here);
    if (event.shiftKey) this.selection.extendTo(id);
    else this.selection.toggle(id);
    return 'done';
  }

  /** A deed is about what is chosen; where one stands on something else, about that. */
  private deed(deed: KeyDeed, here: HTMLElement): KeyDeed {
    if (deed === 'open' || !this.selection.ids().has(idOf(here))) this.selection.only(idOf(here));
    return deed;
  }

  private go(next: HTMLElement, event: KeyboardEvent): void {
    const id = idOf(next);
    if (event.shiftKey) this.selection.extendTo(id);
    else if (event.ctrlKey || event.metaKey) this.selection.stand(id);
    else this.selection.only(id);
    next.focus();
    next.scrollIntoView({ block: 'nearest' });
  }
}

const idOf = (place: HTMLElement): string => place.dataset['node'] ?? '';

/** Where a key leads to from a place; in columns by what is seen above and below. */
function nextOf(
  key: string,
  here: HTMLElement,
  places: readonly HTMLElement[],
  columns: boolean,
): HTMLElement | null {
  const at = places.indexOf(here);
  const onward = getComputedStyle(here).direction === 'rtl' ? 'ArrowLeft' : 'ArrowRight';
  if (key === 'Home') return places[0] ?? null;
  if (key === 'End') return places.at(-1) ?? null;
  if (columns && (key === 'ArrowLeft' || key === 'ArrowRight')) {
    return places[at + (key === onward ? 1 : -1)] ?? null;
  }
  if (key !== 'ArrowUp' && key !== 'ArrowDown') return null;
  const step = key === 'ArrowDown' ? 1 : -1;
  return columns ? inNextLine(here, places, at, step) : (places[at + step] ?? null);
}

/** The place in the line above or below that stands nearest. */
function inNextLine(
  here: HTMLElement,
  places: readonly HTMLElement[],
  at: number,
  step: 1 | -1,
): HTMLElement | null {
  const { top, left } = here.getBoundingClientRect();
  let [best, line, distance]: [HTMLElement | null, number, number] = [null, NaN, Infinity];
  for (let index = at + step; index >= 0 && index < places.length; index += step) {
    const place = places[index];
    if (!place) break;
    const box = place.getBoundingClientRect();
    if (Math.abs(box.top - top) < 1) continue;
    if (Number.isNaN(line)) line = box.top;
    if (Math.abs(box.top - line) >= 1) break;
    if (Math.abs(box.left - left) < distance) [best, distance] = [place, Math.abs(box.left - left)];
  }
  return best;
}
