import { DestroyRef, Service, effect, inject, untracked } from '@angular/core';
import { Apollo } from 'apollo-angular';
import { SayHereDocument } from '../../../generated/graphql';
import { Session } from '../session/session';
import { BEAT_MS, type Beat, deviceState, isDue } from './own-presence.rules';

const SIGNS = ['pointerdown', 'pointermove', 'keydown', 'wheel', 'touchstart', 'focus'] as const;
const ACTIVE = 'parley.activeAt';
const BEAT = 'parley.beat';
/** Moving a pointer is hundreds of events a second; how finely activity is told. */
const GRAIN_MS = 5_000;

/**
 * Says that the viewer is here as long as a window is open: online while they do something in any of this browser's
 * windows, away after five quiet minutes. What they chose themselves stays.
 */
@Service()
export class OwnPresence {
  private readonly apollo = inject(Apollo);
  private readonly session = inject(Session);

  constructor() {
    this.watchActivity();
    effect(() => {
      if (!this.session.viewer()) return;
      untracked(() => {
        this.noteActivity();
        this.beat();
      });
    });
  }

  private watchActivity(): void {
    const active = (): void => {
      this.noteActivity();
    };
    for (const sign of SIGNS) addEventListener(sign, active, { passive: true, capture: true });
    const timer = setInterval(() => {
      this.beat();
    }, BEAT_MS);
    inject(DestroyRef).onDestroy(() => {
      clearInterval(timer);
      for (const sign of SIGNS) removeEventListener(sign, active, { capture: true });
    });
  }

  private noteActivity(): void {
    const now = Date.now();
    if (now - activeAt() < GRAIN_MS) return;
    localStorage.setItem(ACTIVE, String(now));
    if (lastBeat()?.state === 'AWAY') this.beat();
  }

  private beat(): void {
    if (!untracked(this.session.signedIn)) return;
    const now = Date.now();
    const state = deviceState(activeAt(), now);
    if (!isDue(lastBeat(), state, now)) return;
    localStorage.setItem(BEAT, JSON.stringify({ state, at: now } satisfies Beat));
    const input = { state, automatic: true, key: crypto.randomUUID() };
    this.apollo.mutate({ mutation: SayHereDocument, variables: { input } }).subscribe({
      // Not said after all: the next beat says it, whichever window that is.
      error: () => {
        localStorage.removeItem(BEAT);
      },
    });
  }
}

const activeAt = (): number => Number(localStorage.getItem(ACTIVE) ?? 0);

function lastBeat(): Beat | null {
  const text = localStorage.getItem(BEAT);
  return text === null ? null : (JSON.parse(text) as Beat);
}
