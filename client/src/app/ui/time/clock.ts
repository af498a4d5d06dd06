import { Service, signal } from '@angular/core';

const MINUTE_MS = 60_000;

/** The present minute, for everything that shows what time it is somewhere. */
@Service()
export class Clock {
  private readonly minute = signal(new Date());

  readonly now = this.minute.asReadonly();

  constructor() {
    this.schedule();
    document.addEventListener('visibilitychange', () => {
      this.minute.set(new Date());
    });
  }

  private schedule(): void {
    const untilNext = MINUTE_MS - (Date.now() % MINUTE_MS);
    setTimeout(() => {
      this.minute.set(new Date());
      this.schedule();
    }, untilNext);
  }
}
