import { Component, computed, input } from '@angular/core';
import { TranslocoPipe } from '@jsverse/transloco';
import { Icon } from '../../ui/icon/icon';
import { type ShownFile, safetyOf } from './attachment.rules';

/** In the room of a picture or film: that it is checked for viruses, or that what is shown of it is being made. */
@Component({
  selector: 'app-being-checked',
  imports: [Icon, TranslocoPipe],
  template: `
    <app-icon [name]="text() === 'checking' ? 'shield-check' : 'image'" />
    <span>{{ 'chat.file.' + text() | transloco }}</span>
  `,
  styleUrl: './being-checked.scss',
})
export class BeingChecked {
  readonly file = input.required<ShownFile>();
  protected readonly text = computed(() => {
    const safety = safetyOf(this.file());
    return safety === 'safe' ? 'preparing' : safety;
  });
}
