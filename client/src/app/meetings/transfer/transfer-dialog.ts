import { DIALOG_DATA, DialogRef } from '@angular/cdk/dialog';
import { Component, inject, signal } from '@angular/core';
import { TranslocoPipe } from '@jsverse/transloco';
import type { CallViewFragment, CallablePersonFragment } from '../../../generated/graphql';
import { Button } from '../../ui/button/button';
import { DialogFrame } from '../../ui/dialog/dialog-frame';
import { CallDeeds } from '../call/call-deeds';
import { PersonFinder } from '../finder/person-finder';
import { Talks } from '../talk/talks';

/** Chooses who takes a call over: at once, or after they were asked. */
@Component({
  selector: 'app-transfer-dialog',
  imports: [Button, DialogFrame, PersonFinder, TranslocoPipe],
  template: `
    <app-dialog-frame [heading]="'meetings.transfer.title' | transloco">
      <app-person-finder
        [label]="'meetings.transfer.to' | transloco"
        [without]="[call.caller?.id, call.callee?.id]"
        [(chosen)]="chosen"
      />
      <ng-container dialogActions>
        <button appButton="line" type="button" [disabled]="!chosen()" (click)="handOver(true)">
          {{ 'meetings.transfer.ask' | transloco }}
        </button>
        <button appButton="primary" type="button" [disabled]="!chosen()" (click)="handOver(false)">
          {{ 'meetings.transfer.now' | transloco }}
        </button>
      </ng-container>
    </app-dialog-frame>
  `,
})
export class TransferDialog {
  private readonly deeds = inject(CallDeeds);
  private readonly talks = inject(Talks);
  private readonly dialog = inject(DialogRef);
  protected readonly call = inject<CallViewFragment>(DIALOG_DATA);
  protected readonly chosen = signal<CallablePersonFragment | null>(null);

  protected handOver(attended: boolean): void {
    const userId = this.chosen()?.id;
    if (!userId) return;
    this.dialog.close();
    void this.talks.quietly(() => this.deeds.transfer(this.call.id, userId, attended));
  }
}
