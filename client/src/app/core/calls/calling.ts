import { Service, signal } from '@angular/core';

/** Whom somebody wants to call. */
export interface CallWish {
  readonly userId: string;
  readonly video: boolean;
}

/** How features ask for a call, which the desk of calls begins. */
@Service()
export class Calling {
  private readonly asked = signal<CallWish | null>(null);

  /** The call that is wanted; whoever begins it takes it back. */
  readonly wish = this.asked.asReadonly();

  call(userId: string, video: boolean): void {
    this.asked.set({ userId, video });
  }

  begun(): void {
    this.asked.set(null);
  }
}
