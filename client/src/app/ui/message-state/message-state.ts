import { Component, computed, input } from '@angular/core';
import { MatTooltip } from '@angular/material/tooltip';
import type { IconName } from '../../../generated/icons';
import { Icon } from '../icon/icon';

/** How far an own message got. */
export type MessageProgress = 'sending' | 'kept' | 'read';

const icons: Readonly<Record<MessageProgress, IconName>> = {
  sending: 'clock',
  kept: 'check',
  read: 'checks',
};

/** The small sign at the end of an own message; who read it stands in its words. */
@Component({
  selector: 'app-message-state',
  imports: [Icon, MatTooltip],
  template: `
    <span class="state" tabindex="0" role="img" [attr.aria-label]="label()" [matTooltip]="label()">
      <app-icon size="xs" [name]="icon()" />
    </span>
  `,
  styleUrl: './message-state.scss',
})
export class MessageState {
  readonly progress = input.required<MessageProgress>();
  readonly label = input.required<string>();
  protected readonly icon = computed(() => icons[this.progress()]);
}
