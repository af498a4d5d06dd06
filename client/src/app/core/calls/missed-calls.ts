import { Service, signal } from '@angular/core';

const STORED = 'parley.missedCalls';

const stored = (): readonly string[] => JSON.parse(localStorage.getItem(STORED) ?? '[]') as readonly string[];

/** Calls that the viewer missed and has not looked at, as this browser heard of them. */
@Service()
export class MissedCalls {
  private readonly ids = signal(stored());

  readonly unseen = this.ids.asReadonly();

  constructor() {
    // Looked at in one window, they were looked at in all.
    addEventListener('storage', ({ key }) => {
      if (key === STORED) this.ids.set(stored());
    });
  }

  add(id: string): void {
    if (!stored().includes(id)) this.keep([...stored(), id]);
  }

  look(): void {
    this.keep([]);
  }

  private keep(ids: readonly string[]): void {
    localStorage.setItem(STORED, JSON.stringify(ids));
    this.ids.set(ids);
  }
}
