import { Dialog, type DialogRef } from '@angular/cdk/dialog';
import type { ComponentType } from '@angular/cdk/portal';
import { Service, inject } from '@angular/core';
import { type Observable, map } from 'rxjs';
import { titleIdOf } from './dialog-title';
import { Question, type QuestionData } from './question';

/** How much room a dialog takes: that of a form, of a question, or all there is. */
export type DialogSize = 'form' | 'question' | 'whole';

/** Opens dialogs in our frame: from the middle, on a phone from the foot; focus returns to where it came from. */
@Service()
export class Dialogs {
  private readonly dialog = inject(Dialog);
  private opened = 0;

  /** Opens a component whose template begins with `app-dialog-frame`. */
  open<TResult>(
    component: ComponentType<unknown>,
    data?: unknown,
    size: DialogSize = 'form',
  ): DialogRef<TResult> {
    const id = `dialog-${String(++this.opened)}`;
    return this.dialog.open<TResult>(component, {
      id,
      data,
      ariaLabelledBy: titleIdOf(id),
      ariaModal: true,
      panelClass: ['dialog', `dialog-${size}`],
      backdropClass: 'scrim',
      autoFocus: 'first-tabbable',
      restoreFocus: true,
    });
  }

  /** Asks before something that cannot be undone; emits once, true for yes. */
  ask(data: QuestionData): Observable<boolean> {
    return this.open<boolean>(Question, data, 'question').closed.pipe(map((answer) => answer === true));
  }
}
