import { DIALOG_DATA, DialogRef } from '@angular/cdk/dialog';
import { Component, computed, effect, inject, signal, untracked } from '@angular/core';
import { TranslocoPipe } from '@jsverse/transloco';
import type { CallablePersonFragment } from '../../../generated/graphql';
import { Button } from '../../ui/button/button';
import { DialogFrame } from '../../ui/dialog/dialog-frame';
import { IconButton } from '../../ui/icon-button/icon-button';
import { CallDeeds } from '../call/call-deeds';
import { PersonFinder } from '../finder/person-finder';
import { Talks } from '../talk/talks';

/** To which call people are added. */
export interface AddingTo {
  readonly callId: string;
  /** Who is in it. */
  readonly personIds: readonly string[];
  /** Whether only devices that encrypt come in. */
  readonly isSealed: boolean;
}

/** As many as may be added at once. */
const MOST = 9;

/** Chooses who is rung into a call. */
@Component({
  selector: 'app-add-people-dialog',
  imports: [Button, DialogFrame, IconButton, PersonFinder, TranslocoPipe],
  template: `
    <app-dialog-frame [heading]="'meetings.grow.title' | transloco">
      <p class="words">
        {{ (to.isSealed ? 'meetings.grow.sealed' : 'meetings.grow.words') | transloco }}
      </p>
      @if (chosen().length > 0) {
        <ul class="chosen">
          @for (person of chosen(); track person.id) {
            <li class="person">
              <span class="name" dir="auto">{{ person.displayName }}</span>
              <button
                appIconButton
                type="button"
                icon="x"
                [label]="'meetings.grow.without' | transloco: { name: person.displayName }"
                (click)="drop(person)"
              ></button>
            </li>
          }
        </ul>
      }
      @if (chosen().length < most) {
        <app-person-finder
          [label]="'meetings.grow.whom' | transloco"
          [without]="without()"
          [(chosen)]="picked"
        />
      }
      <ng-container dialogActions>
        <button appButton="primary" type="button" [disabled]="chosen().length === 0" (click)="ring()">
          {{ 'meetings.grow.ring' | transloco }}
        </button>
      </ng-container>
    </app-dialog-frame>
  `,
  styleUrl: './add-people-dialog.scss',
})
export class AddPeopleDialog {
  private readonly deeds = inject(CallDeeds);
  private readonly talks = inject(Talks);
  private readonly dialog = inject(DialogRef);
  protected readonly to = inject<AddingTo>(DIALOG_DATA);
  protected readonly most = MOST;
  /** Who was picked just now, to be put beside those who were before. */
  protected readonly picked = signal<CallablePersonFragment | null>(null);
  protected readonly chosen = signal<readonly CallablePersonFragment[]>([]);
  protected readonly without = computed(() => [...this.to.personIds, ...this.chosen().map(({ id }) => id)]);

  constructor() {
    effect(() => {
      const person = this.picked();
      if (!person) return;
      untracked(() => {
        this.chosen.update((people) => [...people, person]);
        this.picked.set(null);
      });
    });
  }

  protected drop(person: CallablePersonFragment): void {
    this.chosen.update((people) => people.filter((each) => each !== person));
  }

  protected ring(): void {
    const userIds = this.chosen().map(({ id }) => id);
    this.dialog.close();
    void this.talks.quietly(() => this.deeds.add(this.to.callId, userIds));
  }
}
