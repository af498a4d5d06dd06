import { Component, output } from '@angular/core';
import { TranslocoPipe } from '@jsverse/transloco';
import type { IconName } from '../../../generated/icons';
import { IconButton } from '../../ui/icon-button/icon-button';
import type { Format } from './writing.rules';

interface Choice {
  readonly format: Format;
  readonly icon: IconName;
  readonly keys: string;
}

const all: readonly Choice[] = [
  { format: 'bold', icon: 'text-b', keys: 'Control+B' },
  { format: 'italic', icon: 'text-italic', keys: 'Control+I' },
  { format: 'strike', icon: 'text-strikethrough', keys: '' },
  { format: 'code', icon: 'code', keys: 'Control+E' },
  { format: 'link', icon: 'link-simple', keys: 'Control+K' },
  { format: 'quote', icon: 'quotes', keys: '' },
  { format: 'list', icon: 'list-bullets', keys: '' },
];

/** How the selected words can be made to look. */
@Component({
  selector: 'app-format-bar',
  imports: [IconButton, TranslocoPipe],
  template: `
    @for (choice of choices; track choice.format) {
      <button
        appIconButton
        small
        type="button"
        tip="after"
        [icon]="choice.icon"
        [keys]="choice.keys"
        [label]="'chat.format.' + choice.format | transloco"
        (mousedown)="$event.preventDefault()"
        (click)="chosen.emit(choice.format)"
      ></button>
    }
  `,
  styleUrl: './format-bar.scss',
  host: { role: 'toolbar' },
})
export class FormatBar {
  protected readonly choices = all;
  readonly chosen = output<Format>();
}
