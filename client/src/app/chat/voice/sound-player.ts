import { Component, DestroyRef, type ElementRef, computed, inject, input, viewChild } from '@angular/core';
import { TranslocoPipe, TranslocoService } from '@jsverse/transloco';
import { ContentPass } from '../../core/files/content-pass';
import { Playback } from '../../core/files/playback';
import { IconButton } from '../../ui/icon-button/icon-button';
import { Waveform } from '../../ui/waveform/waveform';
import { clockText } from '../../ui/time/length';
import type { Safety } from '../attachment/attachment.rules';
import { SoundPlaces } from './sound-places';

/** A sound, from the server or just recorded on this device. */
export interface Playable {
  readonly id: string;
  readonly url: string;
  readonly metadata: {
    readonly durationSeconds: number | null;
    readonly waveform: readonly number[] | null;
  };
}

/** Plays a voice message or any other sound: from any place, at any speed, and on from where it was left. */
@Component({
  selector: 'app-sound-player',
  imports: [IconButton, TranslocoPipe, Waveform],
  templateUrl: './sound-player.html',
  styleUrl: './sound-player.scss',
})
export class SoundPlayer {
  private readonly places = inject(SoundPlaces);
  private readonly texts = inject(TranslocoService);
  private readonly pass = inject(ContentPass);

  readonly file = input.required<Playable>();
  /** What it is called; a voice message is its author's and has no name. */
  readonly title = input<string | null>(null);
  /** Whether it can be heard yet. */
  readonly safety = input<Safety>('safe');
  private readonly audio = viewChild<ElementRef<HTMLAudioElement>>('audio');

  /** What is on this device needs no right to be read. */
  protected readonly ready = computed(
    () => this.safety() === 'safe' && (this.pass.held() || this.file().url.startsWith('blob:')),
  );
  /** What becomes of the file meanwhile does not move it. */
  private readonly id = computed(() => this.file().id);
  protected readonly playback = new Playback({
    audio: this.audio,
    seconds: () => this.file().metadata.durationSeconds ?? 0,
    of: this.id,
    from: () => this.places.of(this.id()),
  });
  protected readonly clock = computed(() => {
    const [at, duration] = [this.playback.at(), clockText(this.playback.duration())];
    return at > 0 ? `${clockText(at)} / ${duration}` : duration;
  });
  protected readonly label = computed(() => this.title() ?? this.texts.translate('chat.voice.message'));
  protected readonly state = computed(() => {
    if (this.playback.failed()) return this.texts.translate('chat.voice.failed');
    const safety = this.safety();
    return safety === 'safe' ? this.clock() : this.texts.translate(`chat.file.${safety}`);
  });

  constructor() {
    inject(DestroyRef).onDestroy(() => {
      if (this.playback.playing()) this.keep();
    });
  }

  protected toggle(): Promise<void> {
    const audio = this.audio()?.nativeElement;
    if (audio?.paused) this.places.begin(audio);
    return this.playback.toggle();
  }

  protected seek(share: number): void {
    this.playback.goTo(share * this.playback.duration());
    this.keep();
  }

  protected paused(): void {
    this.playback.playing.set(false);
    this.keep();
  }

  protected ended(): void {
    this.playback.ended();
    this.keep();
  }

  /** Where one left it is where one goes on. */
  private keep(): void {
    this.places.keep(this.file().id, this.playback.at(), this.playback.duration());
  }
}
