import { Component, input, output } from '@angular/core';
import { MatTooltip } from '@angular/material/tooltip';
import { IconButton } from '../icon-button/icon-button';

/** The names of what a message offers, in the language of the interface. */
export interface ToolbarLabels {
  readonly toolbar: string;
  readonly react: string;
  readonly reply: string;
  readonly edit: string;
  readonly more: string;
}

/** What can be done with a message, over its upper edge while the pointer or the focus is on it. */
@Component({
  selector: 'app-message-toolbar',
  imports: [IconButton, MatTooltip],
  template: `
    @if (canReact()) {
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
      <button
        appIconButton
        small
        type="button"
        icon="smiley"
        keys="E"
        [label]="labels().react"
        (click)="pick($event)"
      ></button>
      <button
        appIconButton
        small
        type="button"
        icon="arrow-bend-up-left"
        keys="R"
        [label]="labels().reply"
        (click)="replied.emit()"
      ></button>
    }
    @if (canEdit()) {
      <button
        appIconButton
        small
        type="button"
        icon="pencil-simple"
        [label]="labels().edit"
        (click)="edited.emit()"
      ></button>
    }
    <ng-content />
  `,
  styleUrl: './message-toolbar.scss',
  host: { role: 'toolbar', '[attr.aria-label]': 'labels().toolbar' },
})
export class MessageToolbar {
  readonly quick = input.required<readonly string[]>();
  readonly labels = input.required<ToolbarLabels>();
  readonly canReact = input(false);
  readonly canEdit = input(false);
  readonly reacted = output<string>();
  readonly picking = output<HTMLElement>();
  readonly replied = output();
  readonly edited = output();

  protected pick({ currentTarget }: Event): void {
    if (currentTarget instanceof HTMLElement) this.picking.emit(currentTarget);
  }
}
