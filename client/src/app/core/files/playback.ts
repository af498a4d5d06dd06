import { type ElementRef, type Signal, computed, inject, linkedSignal, signal } from '@angular/core';
import { nextSpeed, speedText } from '../../ui/waveform/waveform.rules';
import { ContentPass } from './content-pass';

/** What is played. */
export interface Played {
  /** Where it is played, once it can be. */
  readonly audio: Signal<ElementRef<HTMLAudioElement> | undefined>;
  /** How long it was measured to be, in seconds; holds until the player knows better. */
  readonly seconds: () => number;
  /** What it is: another one is played from where that begins. */
  readonly of: Signal<string>;
  /** Where it begins, in seconds. */
  readonly from: () => number;
}

/** A sound from the server that is played: from any place, at half to double speed. Made where things are injected. */
export class Playback {
  private readonly pass = inject(ContentPass);

  readonly playing = signal(false);
  readonly failed = signal(false);
  readonly duration = linkedSignal(() => this.played.seconds());
  /** Where it stands, in seconds. */
  readonly at = linkedSignal({ source: () => this.played.of(), computation: () => this.played.from() });
  /** How much of it was heard, from 0 to 1. */
  readonly heard = computed(() => (this.duration() > 0 ? this.at() / this.duration() : 0));
  private readonly speed = signal(1);
  readonly speedLabel = computed(() => speedText(this.speed()));

  constructor(private readonly played: Played) {}

  /** Goes to a moment, in seconds. */
  goTo(seconds: number): void {
    this.at.set(seconds);
    const audio = this.audio();
    if (audio && audio.readyState > 0) audio.currentTime = seconds;
  }

  async toggle(): Promise<void> {
    const audio = this.audio();
    if (!audio) return;
    if (!audio.paused) {
      audio.pause();
      return;
    }
    this.failed.set(false);
    audio.playbackRate = this.speed();
    try {
      if (Math.abs(audio.currentTime - this.at()) > 1) audio.currentTime = this.at();
      await audio.play();
    } catch {
      // The right to read it may have run out: it is asked for anew, and a second press finds it.
      this.failed.set(true);
      await this.pass.renew();
      audio.load();
    }
  }

  faster(): void {
    this.speed.update(nextSpeed);
    const audio = this.audio();
    if (audio) audio.playbackRate = this.speed();
  }

  /** The player knows how long it is; what browsers record does not say so. */
  known(): void {
    const seconds = this.audio()?.duration ?? 0;
    if (Number.isFinite(seconds) && seconds > 0) this.duration.set(seconds);
  }

  /** The player went on. */
  moved(): void {
    const audio = this.audio();
    if (audio && this.playing()) this.at.set(audio.currentTime);
  }

  /** The player came to the end: the next press begins anew. */
  ended(): void {
    this.playing.set(false);
    this.at.set(0);
  }

  private audio(): HTMLAudioElement | undefined {
    return this.played.audio()?.nativeElement;
  }
}
