import {
  Component,
  DestroyRef,
  type ElementRef,
  computed,
  inject,
  input,
  linkedSignal,
  signal,
  viewChild,
} from '@angular/core';
import { TranslocoPipe, TranslocoService } from '@jsverse/transloco';
import { ContentPass } from '../../core/files/content-pass';
import { IconButton } from '../../ui/icon-button/icon-button';
import { Waveform } from '../../ui/waveform/waveform';
import { nextSpeed, speedText } from '../../ui/waveform/waveform.rules';
import { type Safety, clockText } from '../attachment/attachment.rules';
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

  protected readonly playing = signal(false);
  protected readonly failed = signal(false);
  protected readonly speed = signal(1);
  /** What is on this device needs no right to be read. */
  protected readonly ready = computed(
    () => this.safety() === 'safe' && (this.pass.held() || this.file().url.startsWith('blob:')),
  );
  /** What was measured by its sender holds until the player knows better. */
  protected readonly duration = linkedSignal(() => this.file().metadata.durationSeconds ?? 0);
  private readonly id = computed(() => this.file().id);
  /** What becomes of the file meanwhile does not move it. */
  protected readonly at = linkedSignal(() => this.places.of(this.id()));
  protected readonly heard = computed(() => (this.duration() > 0 ? this.at() / this.duration() : 0));
  protected readonly clock = computed(() =>
    this.at() > 0 ? `${clockText(this.at())} / ${clockText(this.duration())}` : clockText(this.duration()),
  );
  protected readonly label = computed(() => this.title() ?? this.texts.translate('chat.voice.message'));
  protected readonly state = computed(() => {
    if (this.failed()) return this.texts.translate('chat.voice.failed');
    const safety = this.safety();
    return safety === 'safe' ? this.clock() : this.texts.translate(`chat.file.${safety}`);
  });
  protected readonly speedLabel = computed(() => speedText(this.speed()));

  constructor() {
    inject(DestroyRef).onDestroy(() => {
      const { id } = this.file();
      if (this.playing()) this.places.keep(id, this.at(), this.duration());
    });
  }

  protected async toggle(): Promise<void> {
    const audio = this.audio()?.nativeElement;
    if (!audio) return;
    if (!audio.paused) {
      audio.pause();
      return;
    }
    this.failed.set(false);
    this.places.begin(audio);
    audio.playbackRate = this.speed();
    try {
      if (Math.abs(audio.currentTime - this.at()) > 1) audio.currentTime = this.at();
      await audio.play();
    } catch {
      // The session may have been renewed since; a second press finds the new right.
      this.failed.set(true);
      await this.pass.renew();
      audio.load();
    }
  }

  protected seek(share: number): void {
    const at = share * this.duration();
    this.at.set(at);
    const audio = this.audio()?.nativeElement;
    if (audio && audio.readyState > 0) audio.currentTime = at;
    this.places.keep(this.file().id, at, this.duration());
  }

  protected faster(): void {
    this.speed.update(nextSpeed);
    const audio = this.audio()?.nativeElement;
    if (audio) audio.playbackRate = this.speed();
  }

  protected known({ target }: Event): void {
    const seconds = target instanceof HTMLAudioElement ? target.duration : 0;
    // What browsers record does not say how long it is.
    if (Number.isFinite(seconds) && seconds > 0) this.duration.set(seconds);
  }

  protected moved({ target }: Event): void {
    if (target instanceof HTMLAudioElement && this.playing()) this.at.set(target.currentTime);
  }

  protected paused(): void {
    this.playing.set(false);
    this.places.keep(this.file().id, this.at(), this.duration());
  }

  protected ended(): void {
    this.playing.set(false);
    this.at.set(0);
    this.places.keep(this.file().id, 0, this.duration());
  }
}
