import { Component, computed, input, output } from '@angular/core';
import { waveOf } from './waveform.rules';

/** The shape of a sound, how far it was heard, and the way to another place in it: by pointer and by arrow keys. */
@Component({
  selector: 'app-waveform',
  templateUrl: './waveform.html',
  styleUrl: './waveform.scss',
})
export class Waveform {
  /** Heights from 0 to 1; null for a sound that nobody measured. */
  readonly heights = input.required<readonly number[] | null>();
  /** How many bars are drawn at most. */
  readonly most = input(48);
  /** Which part of it was heard, 0 to 1. */
  readonly heard = input.required<number>();
  readonly label = input.required<string>();
  /** Where it stands, in words. */
  readonly words = input.required<string>();
  /** Somebody goes to another place, 0 to 1. */
  readonly sought = output<number>();

  /** A sound runs in the direction of reading. */
  protected readonly mirrored = document.documentElement.dir === 'rtl';
  protected readonly bars = computed(() => waveOf(this.heights(), this.most()));

  protected seek({ target }: Event): void {
    if (target instanceof HTMLInputElement) this.sought.emit(Number(target.value) / 1_000);
  }
}
