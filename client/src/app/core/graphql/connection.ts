import { Service, computed, signal } from '@angular/core';
import { reconnectDelay } from './reconnect.rules';

/** Whether live events reach us: over a standing line, soon again, or not before the network is back. */
export type ConnectionState = 'online' | 'reconnecting' | 'offline';

/** The state of the one line to the server, and the wait that all who lost it share. */
@Service()
export class Connection {
  private readonly networkThere = signal(navigator.onLine);
  private readonly lineLost = signal(false);
  private readonly opens = signal(0);
  private readonly opened = signal<Date | null>(null);
  private attempt = 0;
  private closeCode: number | null = null;
  private waiting: Promise<void> | null = null;
  private wake: (() => void) | undefined;

  readonly state = computed<ConnectionState>(() => {
    if (!this.networkThere()) return 'offline';
    return this.lineLost() ? 'reconnecting' : 'online';
  });
  /** How often a line was opened since the page was loaded. */
  readonly openCount = this.opens.asReadonly();
  /** Since when the line stands; null while it does not. */
  readonly openSince = this.opened.asReadonly();

  constructor() {
    addEventListener('offline', () => {
      this.networkThere.set(false);
    });
    addEventListener('online', () => {
      this.networkThere.set(true);
      this.wake?.();
    });
  }

  lineOpened(): void {
    this.attempt = 0;
    this.closeCode = null;
    this.lineLost.set(false);
    this.opens.update((count) => count + 1);
    this.opened.set(new Date());
  }

  lineClosed(code: number, wanted: boolean): void {
    this.closeCode = code;
    this.lineLost.set(!wanted);
    this.opened.set(null);
  }

  /** Settles when the next attempt is due: at once while the line stands, else after the shared wait. */
  due(): Promise<void> {
    if (!this.lineLost()) return Promise.resolve();
    this.waiting ??= this.wait().finally(() => (this.waiting = null));
    return this.waiting;
  }

  private async wait(): Promise<void> {
    const delay = reconnectDelay(this.attempt++, this.closeCode, Math.random);
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, delay);
      this.wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
    this.wake = undefined;
  }
}
