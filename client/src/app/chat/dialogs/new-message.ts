import { DialogRef } from '@angular/cdk/dialog';
import { Component, inject, signal } from '@angular/core';
import { TranslocoPipe } from '@jsverse/transloco';
import type { PickedPersonFragment } from '../../../generated/graphql';
import { DialogFrame } from '../../ui/dialog/dialog-frame';
import { DirectChannels } from '../person/direct-channels';
import { PeoplePicker } from './people-picker';

/** Chooses somebody to write to; closes with the channel of the two. */
@Component({
  selector: 'app-new-message',
  imports: [DialogFrame, PeoplePicker, TranslocoPipe],
  template: `
    <app-dialog-frame [heading]="'chat.newMessage.title' | transloco">
      <app-people-picker
        [single]="true"
        [label]="'chat.newMessage.to' | transloco"
        [chosen]="chosen()"
        (chosenChange)="open($event)"
      />
    </app-dialog-frame>
  `,
})
export class NewMessage {
  private readonly direct = inject(DirectChannels);
  private readonly dialog = inject<DialogRef<string>>(DialogRef);
  protected readonly chosen = signal<readonly PickedPersonFragment[]>([]);

  protected async open([person]: readonly PickedPersonFragment[]): Promise<void> {
    const channelId = person && (await this.direct.with(person.id));
    if (channelId) this.dialog.close(channelId);
  }
}
