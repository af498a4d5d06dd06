import { Component, booleanAttribute, input } from '@angular/core';
import { Icon } from '../../ui/icon/icon';
import type { FileLook } from './file-look.rules';

/** The tinted tile with the icon of a kind of file. */
@Component({
  selector: 'app-file-icon',
  imports: [Icon],
  template: `<app-icon [name]="look().icon" [size]="large() ? 'lg' : 'sm'" />`,
  styleUrl: './file-icon.scss',
  host: { '[class]': 'look().tint', '[class.large]': 'large()' },
})
export class FileIcon {
  readonly look = input.required<FileLook>();
  readonly large = input(false, { transform: booleanAttribute });
}
