import { Service, signal } from '@angular/core';

/** Whether the viewer reads captions where a room has them; as long as the page is open. */
@Service()
export class CaptionsShown {
  private readonly wished = signal(true);
  readonly shown = this.wished.asReadonly();

  toggle(): void {
    this.wished.update((shown) => !shown);
  }
}
