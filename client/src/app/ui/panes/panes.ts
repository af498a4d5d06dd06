import {
  Component,
  DestroyRef,
  booleanAttribute,
  computed,
  effect,
  inject,
  input,
  output,
} from '@angular/core';
import { TranslocoPipe } from '@jsverse/transloco';
import { Swipe } from '../swipe/swipe';
import { PaneLayout } from './pane-layout';

/** The pane that a phone shows; wider screens show all of them. */
export type PhonePane = 'list' | 'sheet' | 'side';

const STEP = 16;

/**
 * List, sheet and side panel in their places: `[paneList]`, `[paneSheet]`, `[paneSide]`. The side is docked from 1181 px,
 * from 901 px where there is no list; a drawer below that, a page on a phone; F6 goes from one to the next.
 */
@Component({
  selector: 'app-panes',
  imports: [Swipe, TranslocoPipe],
  templateUrl: './panes.html',
  styleUrl: './panes.scss',
  host: {
    role: 'main',
    '[class]': '"phone-" + phonePane()',
    '[class.with-list]': '!withoutList()',
    '[class.list-folded]': 'layout.listFolded()',
    '[class.with-side]': 'sideOpen()',
    '[style.--list-width.px]': 'layout.listWidth()',
  },
})
export class Panes {
  protected readonly layout = inject(PaneLayout);

  readonly phonePane = input<PhonePane>('list');
  readonly withoutList = input(false, { transform: booleanAttribute });
  readonly sideOpen = input(false, { transform: booleanAttribute });
  readonly listLabel = input('');
  readonly sideLabel = input('');
  /** Whether the sheet takes a phone's whole screen, as a conversation does. */
  readonly immersive = input(false, { transform: booleanAttribute });
  /** On a phone the sheet was drawn aside from the edge of the screen, as one goes back. */
  readonly sheetLeft = output();
  /** Escape was pressed in the side panel, or on a phone it was drawn aside. */
  readonly sideClosed = output();

  private readonly immersed = computed(() => this.immersive() && this.phonePane() !== 'list');

  constructor() {
    effect(() => {
      this.layout.immerse(this.immersed());
    });
    inject(DestroyRef).onDestroy(() => {
      this.layout.immerse(false);
    });
  }

  protected drag(start: PointerEvent): void {
    const handle = start.currentTarget as HTMLElement;
    const direction = getComputedStyle(handle).direction === 'rtl' ? -1 : 1;
    const width = this.layout.listWidth();
    const move = (event: PointerEvent): void => {
      this.layout.widen(width + (event.clientX - start.clientX) * direction);
    };
    handle.setPointerCapture(start.pointerId);
    handle.addEventListener('pointermove', move);
    handle.addEventListener(
      'lostpointercapture',
      () => {
        handle.removeEventListener('pointermove', move);
      },
      {
        once: true,
      },
    );
  }

  protected nudge(event: Event, towardsEnd: boolean): void {
    event.preventDefault();
    const rightToLeft = getComputedStyle(event.currentTarget as HTMLElement).direction === 'rtl';
    this.layout.widen(this.layout.listWidth() + (towardsEnd === rightToLeft ? -STEP : STEP));
  }
}
