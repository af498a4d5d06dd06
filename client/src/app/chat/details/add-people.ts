import { DIALOG_DATA, DialogRef } from '@angular/cdk/dialog';
import { Component, computed, inject, signal } from '@angular/core';
import { TranslocoPipe } from '@jsverse/transloco';
import type { PickedPersonFragment } from '../../../generated/graphql';
import { Button } from '../../ui/button/button';
import { DialogFrame } from '../../ui/dialog/dialog-frame';
import type { ChannelData } from '../channel/channel-events.rules';
import { PeoplePicker } from '../dialogs/people-picker';
import { ChannelDeeds } from './channel-deeds';

/** Brings people into a channel. */
@Component({
  selector: 'app-add-people',
  imports: [Button, DialogFrame, PeoplePicker, TranslocoPipe],
  template: `
    <app-dialog-frame [heading]="'chat.details.addTo' | transloco: { name: channel.name }">
      <app-people-picker
        [label]="'chat.newChannel.members' | transloco"
        [without]="without()"
        [(chosen)]="chosen"
      />
      <ng-container dialogActions>
        <button appButton="quiet" type="button" (click)="dialog.close()">
          {{ 'ui.cancel' | transloco }}
        </button>
        <button appButton="primary" type="button" [disabled]="chosen().length === 0" (click)="add()">
          {{ 'chat.details.add' | transloco }}
        </button>
      </ng-container>
    </app-dialog-frame>
  `,
})
export class AddPeople {
  private readonly deeds = inject(ChannelDeeds);
  protected readonly channel = inject<ChannelData>(DIALOG_DATA);
  protected readonly dialog = inject(DialogRef);
  protected readonly chosen = signal<readonly PickedPersonFragment[]>([]);
  protected readonly without = computed(() =>
    this.channel.members.nodes.flatMap(({ user }) => (user ? [user.id] : [])),
  );

  protected add(): void {
    const ids = this.chosen().map(({ id }) => id);
    this.deeds.invite(this.channel.id, ids).subscribe(() => {
      this.dialog.close();
    });
  }
}
