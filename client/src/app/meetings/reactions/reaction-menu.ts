import { Component, inject, input, viewChild } from '@angular/core';
import { MatMenuModule, MatMenuTrigger } from '@angular/material/menu';
import { TranslocoPipe, provideTranslocoScope } from '@jsverse/transloco';
import { Apollo } from 'apollo-angular';
import { ReactInMeetingDocument } from '../../../generated/graphql';
import { SayError } from '../../core/errors/say-error';
import { change } from '../../core/graphql/change';
import { plainKey } from '../stage/plain-key';
import { StageControl } from '../stage/stage-control';

/** What is shown most. */
const REACTIONS = ['👍', '❤️', '👏', '😂', '😮', '🎉'] as const;

/** Shows a reaction to everybody in a room, for a moment. */
@Component({
  selector: 'app-reaction-menu',
  imports: [MatMenuModule, StageControl, TranslocoPipe],
  providers: [provideTranslocoScope('together')],
  template: `
    <button appStageControl type="button" icon="smiley" keys="R" [matMenuTriggerFor]="menu">
      {{ 'together.react' | transloco }}
    </button>
    <mat-menu #menu="matMenu" class="reaction-menu" yPosition="above" xPosition="before">
      <div class="row" role="none">
        @for (emoji of reactions; track emoji) {
          <button mat-menu-item type="button" class="emoji" [attr.aria-label]="emoji" (click)="show(emoji)">
            {{ emoji }}
          </button>
        }
      </div>
    </mat-menu>
  `,
  styleUrl: './reaction-menu.scss',
  host: { '(document:keydown)': 'press($event)' },
})
export class ReactionMenu {
  private readonly apollo = inject(Apollo);
  private readonly errors = inject(SayError);

  /** The viewer's place in the room. */
  readonly participantId = input.required<string>();

  private readonly trigger = viewChild.required(MatMenuTrigger);
  protected readonly reactions = REACTIONS;

  protected press(event: KeyboardEvent): void {
    if (plainKey(event) !== 'r') return;
    event.preventDefault();
    this.trigger().openMenu();
  }

  protected async show(emoji: string): Promise<void> {
    const input = { participantId: this.participantId(), emoji, key: crypto.randomUUID() };
    try {
      await change(this.apollo, ReactInMeetingDocument, { input });
    } catch (error) {
      // Too many at once, not allowed, or the network is away: nobody saw it, and it is said why.
      this.errors.toast(error);
    }
  }
}
