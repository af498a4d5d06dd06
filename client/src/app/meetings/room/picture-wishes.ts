import { computed, signal } from '@angular/core';
import type { Measured } from '../media/quality.rules';
import type { Shown, Tile } from './arrangement.rules';
import { FULL_LINE, type LineCare, afterMeasuring, lineFor } from './audio-first.rules';
import { LayerWishes } from './layer-wishes';
import { type Wanted, wantedFor, withFloated } from './layers.rules';

/** Which pictures a device asks for: those on its stage or above all windows, each as sharp as it is large. */
export class PictureWishes {
  private readonly shown = signal<readonly Shown<Tile>[]>([]);
  private readonly floated = signal<Shown<Tile> | null>(null);
  private readonly lineCare = signal<LineCare>(FULL_LINE);
  private readonly wishes: LayerWishes;
  private wanted: readonly Wanted[] = [];

  /** How much of the pictures the line carries. */
  readonly pictures = computed(() => this.lineCare().pictures);

  constructor(send: (wanted: readonly Wanted[]) => Promise<void>) {
    this.wishes = new LayerWishes(send);
  }

  /** What stands on the stage. */
  show(shown: readonly Shown<Tile>[]): void {
    this.shown.set(shown);
  }

  /** What stands above all windows, which is received also while the stage is not on screen. */
  float(floated: Shown<Tile> | null): void {
    this.floated.set(floated);
  }

  /** What was measured of the line. */
  heed(measured: Measured): void {
    this.lineCare.update((care) => afterMeasuring(care, lineFor(measured)));
  }

  /** All pictures again, on a line that was thought bad. */
  showAllAgain(): void {
    this.lineCare.set(FULL_LINE);
  }

  /** Asks for as much of it as the line carries. */
  ask(speakerId: string | null): void {
    const pictures = this.pictures();
    const shown = withFloated(this.shown(), this.floated());
    const isNear = ({ large, tile }: Shown<Tile>): boolean => large || tile.participantId === speakerId;
    const kept = pictures === 'all' ? shown : pictures === 'near' ? shown.filter(isNear) : [];
    this.wanted = wantedFor(kept, devicePixelRatio, this.wanted);
    this.wishes.ask(this.wanted);
  }

  /** The media server knows nothing of what was asked. */
  forget(): void {
    this.wanted = [];
    this.wishes.forget();
  }

  stop(): void {
    this.wishes.stop();
  }
}
