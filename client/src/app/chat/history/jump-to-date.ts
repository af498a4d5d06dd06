import { DialogRef } from '@angular/cdk/dialog';
import { Component, inject, signal } from '@angular/core';
import { TranslocoPipe } from '@jsverse/transloco';
import { Button } from '../../ui/button/button';
import { DialogDeed } from '../../ui/dialog/dialog-deed';
import { DialogFrame } from '../../ui/dialog/dialog-frame';
import { Field, Input } from '../../ui/field/field';
import { midnightOf } from './day.rules';

/** Asks for a day of the past; closes with its first moment where the reader is. */
@Component({
  selector: 'app-jump-to-date',
  imports: [Button, DialogDeed, DialogFrame, Field, Input, TranslocoPipe],
  template: `
    <app-dialog-frame [heading]="'chat.jump.title' | transloco">
      <form class="form" id="jump-to-date" (submit)="$event.preventDefault(); go()">
        <app-field [label]="'chat.jump.day' | transloco" [hint]="'chat.jump.hint' | transloco">
          <input appInput type="date" [max]="today" [value]="day()" (input)="write($event)" />
        </app-field>
        <div class="days">
          <button appButton="soft" small type="button" (click)="back(7)">
            {{ 'chat.jump.week' | transloco }}
          </button>
          <button appButton="soft" small type="button" (click)="back(30)">
            {{ 'chat.jump.month' | transloco }}
          </button>
          <button appButton="soft" small type="button" (click)="first()">
            {{ 'chat.jump.first' | transloco }}
          </button>
        </div>
      </form>
      <app-dialog-deed dialogActions form="jump-to-date">{{ 'chat.jump.go' | transloco }}</app-dialog-deed>
    </app-dialog-frame>
  `,
  styleUrl: './jump-to-date.scss',
})
export class JumpToDate {
  protected readonly dialog = inject<DialogRef<Date>>(DialogRef);
  protected readonly today = new Intl.DateTimeFormat('en-CA').format(new Date());
  protected readonly day = signal(this.today);

  protected write({ target }: Event): void {
    if (target instanceof HTMLInputElement) this.day.set(target.value);
  }

  protected go(): void {
    const day = midnightOf(this.day());
    if (day) this.dialog.close(day);
  }

  protected back(days: number): void {
    const day = new Date();
    day.setDate(day.getDate() - days);
    day.setHours(0, 0, 0, 0);
    this.dialog.close(day);
  }

  protected first(): void {
    this.dialog.close(new Date(0));
  }
}
