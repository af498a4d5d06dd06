import { Component, inject, input } from '@angular/core';
import { TranslocoPipe } from '@jsverse/transloco';
import { Button } from '../../ui/button/button';
import { Dialogs } from '../../ui/dialog/dialogs';
import { Icon } from '../../ui/icon/icon';

/** Shares a channel or a person in conversations of the viewer's. */
@Component({
  selector: 'app-share-button',
  imports: [Button, Icon, TranslocoPipe],
  template: `
    <button appButton="line" small type="button" (click)="share()">
      <app-icon name="share-network" size="xs" />{{ 'chat.forward.share' | transloco }}
    </button>
  `,
})
export class ShareButton {
  private readonly dialogs = inject(Dialogs);

  /** Id of the channel or the person. */
  readonly of = input.required<string>();

  protected async share(): Promise<void> {
    const { ForwardDialog } = await import('../forward/forward-dialog');
    this.dialogs.open(ForwardDialog, { cardId: this.of() });
  }
}
