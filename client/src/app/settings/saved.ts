import { Service, signal } from '@angular/core';

const SHOWN_MS = 4_000;

/** Whether something was saved just now; settings save at once and say so. */
@Service()
export class Saved {
  private readonly recently = signal(false);
  private timer: ReturnType<typeof setTimeout> | undefined;

  readonly shown = this.recently.asReadonly();

  say(): void {
    clearTimeout(this.timer);
    this.recently.set(true);
    this.timer = setTimeout(() => {
      this.recently.set(false);
    }, SHOWN_MS);
  }
}
