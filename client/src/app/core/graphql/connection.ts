import { Service, computed, effect, signal, untracked } from '@angular/core';
import { closeCode, reconnectDelay } from './reconnect.rules';
import { Waiting } from './waiting';

/** Whether live events reach us: over a standing line, soon again, or not before the network is back. */
export type ConnectionState = 'online' | 'reconnecting' | 'offline';

/** How the line ended last: the code of the close, and when. */
export interface LineEnd {
  readonly code: number;
  readonly at: Date;
}

/** A line that stood this long was a good one: the next wait begins anew, in milliseconds. */
const STEADY_MS = 10_000;

/** The state of the one line to the server, and the wait that all who lost it share. */
@Service()
export class Connection {
  private readonly networkThere = signal(navigator.onLine);
  private readonly lineLost = signal(false);
  private readonly opens = signal(0);
  private readonly opened = signal<Date | null>(null);
  private readonly ended = signal<LineEnd | null>(null);
  private readonly keptAway = signal<Date | null>(null);
  private readonly next = signal<Date | null>(null);
  private readonly turned = signal(new Date());
  private readonly rights = signal(0);
  private readonly pause = new Waiting();
  private attempt = 0;
  private waiting: Promise<void> | null = null;

  readonly state = computed<ConnectionState>(() => {
    if (!this.networkThere() || this.keptAway()) return 'offline';
    return this.lineLost() ? 'reconnecting' : 'online';
  });
  /** Since when the state is what it is. */
  readonly stateSince = this.turned.asReadonly();
  /** How often a line was opened since the page was loaded. */
  readonly openCount = this.opens.asReadonly();
  /** Since when the line stands; null while it does not. */
  readonly openSince = this.opened.asReadonly();
  /** How it ended last; null while it never did. */
  readonly lastEnd = this.ended.asReadonly();
  /** Until when the viewer wants no network, to see what happens; null when they want it. */
  readonly awayUntil = this.keptAway.asReadonly();
  /** When the next attempt is made; null while none is awaited. */
  readonly nextAttempt = this.next.asReadonly();
  /** Grows whenever the server says that the viewer's rights are others now. */
  readonly accessChanges = this.rights.asReadonly();

  constructor() {
    addEventListener('offline', () => {
      this.networkThere.set(false);
    });
    addEventListener('online', () => {
      this.networkThere.set(true);
      this.hurry();
    });
    effect(() => {
      this.state();
      untracked(() => {
        this.turned.set(new Date());
      });
    });
  }

  lineOpened(): void {
    this.lineLost.set(false);
    this.opens.update((count) => count + 1);
    this.opened.set(new Date());
  }

  /** The line ended; unless that was wanted it will be opened again, so whoever follows something waits for `due`. */
  lineClosed(code: number, wanted: boolean): void {
    const stood = Date.now() - (this.opened()?.getTime() ?? Date.now());
    if (stood >= STEADY_MS) this.attempt = 0;
    this.ended.set({ code, at: new Date() });
    this.lineLost.set(!wanted);
    this.opened.set(null);
    if (code === closeCode.accessChanged) this.accessChanged();
  }

  accessChanged(): void {
    this.rights.update((count) => count + 1);
  }

  /** Does without the network for so many milliseconds. Whoever wants to see it has to cut the line as well. */
  stayAway(ms: number): void {
    this.keptAway.set(new Date(Date.now() + ms));
    const until = this.keptAway();
    setTimeout(() => {
      if (this.keptAway() === until) this.hurry();
    }, ms);
  }

  /** The next attempt is made now, however many have failed. */
  hurry(): void {
    this.attempt = 0;
    this.keptAway.set(null);
    this.pause.wake();
  }

  /** Settles when the next attempt is due: at once while the line stands, else after the shared wait. */
  due(): Promise<void> {
    if (!this.lineLost() && !this.keptAway()) return Promise.resolve();
    this.waiting ??= this.wait().finally(() => (this.waiting = null));
    return this.waiting;
  }

  private async wait(): Promise<void> {
    const away = (this.keptAway()?.getTime() ?? 0) - Date.now();
    const delay = Math.max(away, reconnectDelay(this.attempt++, this.ended()?.code ?? null, Math.random));
    this.next.set(new Date(Date.now() + delay));
    await this.pause.for(delay);
    this.next.set(null);
  }
}
