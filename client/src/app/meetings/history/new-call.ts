import { DialogRef } from '@angular/cdk/dialog';
import { Component, inject, signal } from '@angular/core';
import { TranslocoPipe } from '@jsverse/transloco';
import type { CallablePersonFragment } from '../../../generated/graphql';
import { Calling } from '../../core/calls/calling';
import { Button } from '../../ui/button/button';
import { DialogFrame } from '../../ui/dialog/dialog-frame';
import { Icon } from '../../ui/icon/icon';
import { PersonFinder } from '../finder/person-finder';

/** Chooses whom to call, and how. */
@Component({
  selector: 'app-new-call',
  imports: [Button, DialogFrame, Icon, PersonFinder, TranslocoPipe],
  template: `
    <app-dialog-frame [heading]="'meetings.newCall' | transloco">
      <app-person-finder [label]="'meetings.whom' | transloco" [(chosen)]="chosen" />
      <ng-container dialogActions>
        <button appButton="line" type="button" [disabled]="!chosen()" (click)="call(true)">
          <app-icon name="video-camera" size="sm" />{{ 'calls.video' | transloco }}
        </button>
        <button appButton="primary" type="button" [disabled]="!chosen()" (click)="call(false)">
          <app-icon name="phone" size="sm" />{{ 'calls.call' | transloco }}
        </button>
      </ng-container>
    </app-dialog-frame>
  `,
})
export class NewCall {
  private readonly calling = inject(Calling);
  private readonly dialog = inject(DialogRef);
  protected readonly chosen = signal<CallablePersonFragment | null>(null);

  protected call(video: boolean): void {
    const userId = this.chosen()?.id;
    if (!userId) return;
    this.dialog.close();
    this.calling.call(userId, video);
  }
}
