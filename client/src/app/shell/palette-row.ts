import { Component, computed, input, output } from '@angular/core';
import { PluralPipe } from '../core/i18n/plural';
import { Badge } from '../ui/badge/badge';
import { Kbd } from '../ui/kbd/kbd';
import { markMatch } from './mark-match';
import type { Waits } from './palette-finder';

/** One answer in the palette: `[lead]` picture, its name with what was typed marked, more about it, and its key. */
@Component({
  selector: 'app-palette-row',
  imports: [Badge, Kbd, PluralPipe],
  template: `
    <ng-content select="[lead]" />
    <span class="name" dir="auto" [class.new]="waits().unread > 0"
      >{{ marked().before }}<mark class="match">{{ marked().match }}</mark
      >{{ marked().after }}</span
    >
    <span class="more" dir="auto">{{ more() }}</span>
    @if (waits().unread > 0) {
      <span class="visually-hidden">{{ 'palette.unread' | plural: waits().unread }}</span>
    }
    @if (waits().own > 0) {
      <app-badge aria-hidden="true" [count]="waits().own" />
    } @else if (waits().unread > 0) {
      <span class="dot" aria-hidden="true"></span>
    }
    @if (keys() || chosen()) {
      <kbd appKbd>{{ keys() || 'Enter' }}</kbd>
    }
  `,
  styleUrl: './palette-row.scss',
  host: {
    role: 'option',
    tabindex: '-1',
    '[id]': '"palette-" + index()',
    '[class.chosen]': 'chosen()',
    '[attr.aria-selected]': 'chosen()',
    '(mousemove)': 'pointed.emit()',
    '(click)': 'opened.emit()',
    '(keydown.enter)': 'opened.emit()',
  },
})
export class PaletteRow {
  readonly index = input.required<number>();
  readonly name = input.required<string>();
  readonly typed = input('');
  readonly more = input<string | null | undefined>('');
  /** The keys that do the same from anywhere; Enter where there are none. */
  readonly keys = input('');
  /** What waits there: a number for what is for the viewer, else a dot. */
  readonly waits = input<Waits>({ unread: 0, own: 0 });
  readonly chosen = input(false);
  readonly pointed = output();
  readonly opened = output();

  protected readonly marked = computed(() => markMatch(this.name(), this.typed()));
}
