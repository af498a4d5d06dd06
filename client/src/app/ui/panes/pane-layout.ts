import { Service, signal } from '@angular/core';

const STORED_WIDTH = 'parley.listWidth';
const NARROWEST = 240;
const WIDEST = 400;
const USUAL = 288;

function clamp(width: number): number {
  return Math.round(Math.min(WIDEST, Math.max(NARROWEST, width)));
}

/** What the panes of all features share: how wide the list is, whether it is folded, and whether the bar yields. */
@Service()
export class PaneLayout {
  private readonly width = signal(clamp(Number(localStorage.getItem(STORED_WIDTH) ?? USUAL) || USUAL));
  private readonly folded = signal(false);
  private readonly immersed = signal(false);
  private readonly narrow = matchMedia('(width < 720px)');
  private readonly onPhone = signal(this.narrow.matches);

  readonly narrowest = NARROWEST;
  readonly widest = WIDEST;
  readonly listWidth = this.width.asReadonly();
  readonly listFolded = this.folded.asReadonly();
  /** On a phone, whether one thing has the whole screen, so that the bar at its foot is away. */
  readonly barHidden = this.immersed.asReadonly();
  /** Whether only one pane is shown at a time, and is a page of its own. */
  readonly phone = this.onPhone.asReadonly();

  constructor() {
    this.narrow.addEventListener('change', ({ matches }) => {
      this.onPhone.set(matches);
    });
  }

  widen(width: number): void {
    this.width.set(clamp(width));
    localStorage.setItem(STORED_WIDTH, String(this.width()));
  }

  fold(): void {
    this.folded.update((folded) => !folded);
  }

  immerse(immersed: boolean): void {
    this.immersed.set(immersed);
  }
}
