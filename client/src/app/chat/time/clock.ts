import { DestroyRef, Service, inject, signal } from '@angular/core';

const minuteMs = 60_000;

/** The present minute, for everything on screen that tells the time. */
@Service()
export class Clock {
  private readonly minute = signal(new Date());
  private timer: ReturnType<typeof setTimeout> | undefined;

  readonly now = this.minute.asReadonly();

  constructor() {
    this.schedule();
    inject(DestroyRef).onDestroy(() => clearTimeout(this.timer));
  }

  // A timer per minute would drift and pause with the machine; each one aims at the next full minute anew.
  private schedule(): void {
    this.timer = setTimeout(() => {
      this.minute.set(new Date());
      this.schedule();
    }, minuteMs - (Date.now() % minuteMs));
  }
}
