import { Service, effect, inject, signal, untracked } from '@angular/core';
import { AccessToken } from '../session/access-token';

/**
 * Lets this page show pictures and play films: they are asked for without a header, so the server is asked for a cookie
 * that is good for reading them and nothing else, as long as the session is.
 */
@Service()
export class ContentPass {
  private readonly token = inject(AccessToken);
  private asking: Promise<void> | null = null;

  /** Whether there is one, so that what is asked for now is answered. */
  readonly held = signal(false);

  constructor() {
    effect(() => {
      const token = this.token.value();
      untracked(() => {
        if (token === null) this.drop();
        else void this.renew();
      });
    });
  }

  /** Asks for it anew; once, however many pictures want it. */
  renew(): Promise<void> {
    this.asking ??= this.ask().finally(() => {
      this.asking = null;
    });
    return this.asking;
  }

  private async ask(): Promise<void> {
    const token = await this.token.fresh();
    if (token === null) return;
    try {
      const headers = { authorization: `Bearer ${token}` };
      const { ok } = await fetch('/content/pass', { method: 'POST', headers });
      if (ok) this.held.set(true);
    } catch {
      // Without a network there are no pictures either; the next one that fails asks again.
    }
  }

  private drop(): void {
    if (!untracked(this.held)) return;
    this.held.set(false);
    void fetch('/content/pass', { method: 'DELETE' }).catch(() => undefined);
  }
}
