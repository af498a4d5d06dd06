import { Component, input } from '@angular/core';
import { TranslocoPipe } from '@jsverse/transloco';
import { Icon } from '../../ui/icon/icon';

/** Says on a message that it is pinned, and by whom. */
@Component({
  selector: 'app-pin-mark',
  imports: [Icon, TranslocoPipe],
  template: `
    <p class="mark">
      <app-icon size="xs" name="push-pin-fill" />
      {{ 'chat.pins.by' | transloco: { name: name() ?? ('chat.formerMember' | transloco) } }}
    </p>
  `,
  styleUrl: './pin-mark.scss',
})
export class PinMark {
  /** Who pinned it; none for somebody who has left the organisation. */
  readonly name = input<string>();
}
