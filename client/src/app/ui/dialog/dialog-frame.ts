import { Component, booleanAttribute, inject, input } from '@angular/core';
import { DialogRef } from '@angular/cdk/dialog';
import { TranslocoPipe } from '@jsverse/transloco';
import { IconButton } from '../icon-button/icon-button';
import { DialogTitle } from './dialog-title';

/** The frame of a dialog: its title, what it is about, and `[dialogActions]` at its foot, the main deed last. */
@Component({
  selector: 'app-dialog-frame',
  imports: [DialogTitle, IconButton, TranslocoPipe],
  templateUrl: './dialog-frame.html',
  styleUrl: './dialog-frame.scss',
})
export class DialogFrame {
  readonly heading = input.required<string>();
  /** That nothing in it can be gone to: its words can then, so that keys scroll them. */
  readonly readOnly = input(false, { transform: booleanAttribute });
  /** That it asks for an answer, and is not put away without one. */
  readonly withoutClose = input(false, { transform: booleanAttribute });
  protected readonly dialog = inject(DialogRef);
}
