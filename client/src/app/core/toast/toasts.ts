import { Service, signal } from '@angular/core';
import type { IconName } from '../../../generated/icons';

/** A short word about what just happened, with at most one thing to do about it. */
export interface Toast {
  readonly id: number;
  readonly text: string;
  readonly icon: IconName;
  readonly action?: ToastAction;
}

/** What a toast offers to do, preferably to undo. */
export interface ToastAction {
  readonly label: string;
  readonly run: () => void;
}

/** The one toast on screen; a newer one takes its place. */
@Service()
export class Toasts {
  private readonly shown = signal<Toast | null>(null);
  private count = 0;

  readonly current = this.shown.asReadonly();

  /** Says that something worked. */
  done(text: string, action?: ToastAction): void {
    this.show(text, 'check-circle-fill', action);
  }

  /** Says that something did not work; what the person made is safe. */
  failed(text: string, action?: ToastAction): void {
    this.show(text, 'warning-circle-fill', action);
  }

  dismiss(id: number): void {
    if (this.shown()?.id === id) this.shown.set(null);
  }

  private show(text: string, icon: IconName, action: ToastAction | undefined): void {
    this.count += 1;
    this.shown.set({ id: this.count, text, icon, ...(action && { action }) });
  }
}
