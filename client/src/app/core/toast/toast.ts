import { Component, effect, inject } from '@angular/core';
import { Icon } from '../../ui/icon/icon';
import { Toasts } from './toasts';

const SHOWN_MS = 6_000;

/** Shows the one toast at the foot; it stays while it is looked at. */
@Component({
  selector: 'app-toast',
  imports: [Icon],
  templateUrl: './toast.html',
  styleUrl: './toast.scss',
})
export class Toast {
  protected readonly toasts = inject(Toasts);
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor() {
    effect(() => {
      if (this.toasts.current()) this.leaveSoon();
    });
  }

  protected stay(): void {
    clearTimeout(this.timer);
  }

  protected leaveSoon(): void {
    const toast = this.toasts.current();
    clearTimeout(this.timer);
    if (toast) {
      this.timer = setTimeout(() => {
        this.toasts.dismiss(toast.id);
      }, SHOWN_MS);
    }
  }
}
