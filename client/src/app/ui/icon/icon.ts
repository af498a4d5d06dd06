import { Component, computed, input } from '@angular/core';
import type { IconName } from '../../../generated/icons';

/** Where an icon stands decides how large it is. */
export type IconSize = 'xs' | 'sm' | 'md' | 'rail' | 'lg';

/** Icons that point along the reading direction turn with it. */
const MIRRORED: readonly IconName[] = [
  'arrow-bend-up-left',
  'arrow-bend-up-right',
  'arrow-left',
  'arrow-right',
  'arrow-u-up-left',
  'caret-left',
  'caret-right',
  'chat-circle',
  'chat-circle-dots',
  'chat-circle-dots-fill',
  'chats',
  'chats-circle',
  'list-bullets',
  'list-numbers',
  'megaphone-simple',
  'paper-plane-right',
  'paper-plane-right-fill',
  'sidebar-simple',
  'sign-in',
  'sign-out',
];

/** One icon of the sprite; a picture only, its name is said by what it stands in. */
@Component({
  selector: 'app-icon',
  template: `<svg class="glyph" aria-hidden="true"><use [attr.href]="'#icon-' + name()" /></svg>`,
  styleUrl: './icon.scss',
  host: { '[class]': '"icon-" + size()', '[class.mirrored]': 'mirrored()' },
})
export class Icon {
  readonly name = input.required<IconName>();
  readonly size = input<IconSize>('md');
  protected readonly mirrored = computed(() => MIRRORED.includes(this.name()));
}
