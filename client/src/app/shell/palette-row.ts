import { Component, computed, input, output } from '@angular/core';
import { PluralPipe } from '../core/i18n/plural';
import { FileIcon } from '../files/node/file-icon';
import { Avatar } from '../ui/avatar/avatar';
import { Badge } from '../ui/badge/badge';
import { Icon } from '../ui/icon/icon';
import { Kbd } from '../ui/kbd/kbd';
import { markMatch } from './mark-match';
import type { Waits } from './palette-finder';
import type { PaletteEntry } from './palette-group';

const NOTHING: Waits = { unread: 0, own: 0 };

/** One answer in the palette: a picture, its name with what was typed marked, more about it, and its key. */
@Component({
  selector: 'app-palette-row',
  imports: [Avatar, Badge, FileIcon, Icon, Kbd, PluralPipe],
  template: `
    @let lead = entry().lead;
    @if ('icon' in lead) {
      <app-icon size="sm" [name]="lead.icon" />
    } @else if ('face' in lead) {
      <app-avatar size="xs" [id]="lead.face.id" [name]="lead.face.name" [url]="lead.face.url" />
    } @else {
      <app-file-icon [look]="lead.file" />
    }
    <span class="name" dir="auto" [class.new]="waits().unread > 0"
      >{{ marked().before }}<mark class="match">{{ marked().match }}</mark
      >{{ marked().after }}</span
    >
    <span class="more" dir="auto">{{ entry().more }}</span>
    @if (waits().unread > 0) {
      <span class="visually-hidden">{{ 'palette.unread' | plural: waits().unread }}</span>
    }
    @if (waits().own > 0) {
      <app-badge aria-hidden="true" [count]="waits().own" />
    } @else if (waits().unread > 0) {
      <span class="dot" aria-hidden="true"></span>
    }
    @if (entry().keys || chosen()) {
      <kbd appKbd>{{ entry().keys || 'Enter' }}</kbd>
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
  readonly entry = input.required<PaletteEntry>();
  readonly typed = input.required<string>();
  readonly chosen = input(false);
  readonly pointed = output();
  readonly opened = output();

  /** A number for what is for the viewer, else a dot. */
  protected readonly waits = computed(() => this.entry().waits ?? NOTHING);
  protected readonly marked = computed(() => {
    const { name, found } = this.entry();
    return markMatch(name, found ? this.typed() : '');
  });
}
