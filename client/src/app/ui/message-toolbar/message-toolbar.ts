import { Component, input, output } from '@angular/core';
import { MatTooltip } from '@angular/material/tooltip';
import type { IconName } from '../../../generated/icons';
import { IconButton } from '../icon-button/icon-button';

/** Something that is offered over a message. */
export interface ToolbarDeed {
  readonly id: string;
  readonly icon: IconName;
  readonly label: string;
  /** The key that does the same, as people know it; empty for none. */
  readonly keys: string;
}

/** What can be done with a message, over its upper edge while the pointer or the focus is on it. */
@Component({
  selector: 'app-message-toolbar',
  imports: [IconButton, MatTooltip],
  template: `
    @for (emoji of quick(); track emoji) {
      <button
        type="button"
        class="quick"
        [attr.aria-label]="emoji"
        [matTooltip]="emoji"
        (click)="reacted.emit(emoji)"
      >
        {{ emoji }}
      </button>
    }
    @for (deed of deeds(); track deed.id) {
      <button
        appIconButton
        small
        type="button"
        [icon]="deed.icon"
        [keys]="deed.keys"
        [label]="deed.label"
        (click)="choose(deed.id, $event)"
      ></button>
    }
    <ng-content />
  `,
  styleUrl: './message-toolbar.scss',
  host: { role: 'toolbar', '[attr.aria-label]': 'label()' },
})
export class MessageToolbar {
  readonly label = input.required<string>();
  /** Reactions that take one click. */
  readonly quick = input<readonly string[]>([]);
  readonly deeds = input.required<readonly ToolbarDeed[]>();
  readonly reacted = output<string>();
  readonly chosen = output<{ readonly id: string; readonly origin: HTMLElement }>();

  protected choose(id: string, { currentTarget }: Event): void {
    if (currentTarget instanceof HTMLElement) this.chosen.emit({ id, origin: currentTarget });
  }
}
