import { DIALOG_DATA, DialogRef } from '@angular/cdk/dialog';
import { Component, computed, inject, signal } from '@angular/core';
import { TranslocoPipe } from '@jsverse/transloco';
import type { PickedPersonFragment } from '../../../generated/graphql';
import { DialogDeed } from '../../ui/dialog/dialog-deed';
import { DialogFrame } from '../../ui/dialog/dialog-frame';
import type { ChannelData } from '../channel/channel-events.rules';
import { PeoplePicker } from '../dialogs/people-picker';
import { ChannelDeeds } from './channel-deeds';

/** Brings people into a channel. */
@Component({
  selector: 'app-add-people',
  imports: [DialogDeed, DialogFrame, PeoplePicker, TranslocoPipe],
  template: `
    <app-dialog-frame [heading]="'chat.details.addTo' | transloco: { name: channel.name }">
      <app-people-picker
        [label]="'chat.newChannel.members' | transloco"
        [without]="without()"
        [(chosen)]="chosen"
      />
      <app-dialog-deed dialogActions [disabled]="chosen().length === 0" (pressed)="add()">{{
        'chat.details.add' | transloco
      }}</app-dialog-deed>
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
