import { Component, input, output } from '@angular/core';
import { MatTooltip } from '@angular/material/tooltip';
import { Icon } from '../icon/icon';

/** One emoji under a message, ready to show. */
export interface ReactionPill {
  readonly emoji: string;
  /** Where it is to be seen, where it is a picture. */
  readonly imageUrl?: string | undefined;
  readonly count: number;
  readonly own: boolean;
  /** Who reacted, in words. */
  readonly label: string;
}

/** The reactions to a message; pressing one adds or takes back the viewer's own. */
@Component({
  selector: 'app-reaction-bar',
  imports: [Icon, MatTooltip],
  template: `
    @for (pill of pills(); track pill.emoji) {
      <button
        type="button"
        class="pill"
        [class.pill-own]="pill.own"
        [attr.aria-pressed]="pill.own"
        [attr.aria-label]="pill.label + ', ' + pill.count"
        [disabled]="!open()"
        [matTooltip]="pill.label"
        (click)="toggled.emit(pill)"
      >
        @if (pill.imageUrl; as address) {
          <img class="image" alt="" [src]="address" />
        } @else {
          <span class="emoji" aria-hidden="true">{{ pill.emoji }}</span>
        }
        <span aria-hidden="true">{{ pill.count }}</span>
      </button>
    }
    @if (open()) {
      <button
        type="button"
        class="pill"
        [attr.aria-label]="addLabel()"
        [matTooltip]="addLabel()"
        (click)="add($event)"
      >
        <app-icon name="smiley" size="sm" />
      </button>
    }
  `,
  styleUrl: './reaction-bar.scss',
})
export class ReactionBar {
  readonly pills = input.required<readonly ReactionPill[]>();
  readonly open = input(true);
  readonly addLabel = input.required<string>();
  readonly toggled = output<ReactionPill>();
  readonly adding = output<HTMLElement>();

  protected add({ currentTarget }: Event): void {
    if (currentTarget instanceof HTMLElement) this.adding.emit(currentTarget);
  }
}
