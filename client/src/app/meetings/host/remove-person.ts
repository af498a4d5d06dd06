import { DIALOG_DATA, DialogRef } from '@angular/cdk/dialog';
import { Component, inject, signal } from '@angular/core';
import { TranslocoPipe } from '@jsverse/transloco';
import { Button } from '../../ui/button/button';
import { Check } from '../../ui/check/check';
import { DialogFrame } from '../../ui/dialog/dialog-frame';
import { HostDeeds } from './host-deeds';

/** Asks whether somebody is to go, and whether they may come back. */
@Component({
  selector: 'app-remove-person',
  imports: [Button, Check, DialogFrame, TranslocoPipe],
  template: `
    <app-dialog-frame [heading]="'rooms.remove.title' | transloco: { name: person.displayName }">
      <p>{{ 'rooms.remove.text' | transloco }}</p>
      <app-check [(checked)]="ban">{{ 'rooms.remove.ban' | transloco }}</app-check>
      <ng-container dialogActions>
        <button appButton="quiet" type="button" (click)="dialog.close()">
          {{ 'ui.cancel' | transloco }}
        </button>
        <button appButton="danger" type="button" (click)="remove()">
          {{ 'rooms.remove.confirm' | transloco }}
        </button>
      </ng-container>
    </app-dialog-frame>
  `,
})
export class RemovePerson {
  private readonly deeds = inject(HostDeeds);
  protected readonly dialog = inject(DialogRef);
  protected readonly person = inject<{ readonly id: string; readonly displayName: string }>(DIALOG_DATA);

  protected readonly ban = signal(false);

  protected remove(): void {
    void this.deeds.remove(this.person.id, this.ban());
    this.dialog.close();
  }
}
