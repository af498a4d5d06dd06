import {
  Component,
  type ElementRef,
  computed,
  inject,
  input,
  linkedSignal,
  signal,
  viewChild,
} from '@angular/core';
import { TranslocoPipe } from '@jsverse/transloco';
import { ContentPass } from '../../core/files/content-pass';
import { IconButton } from '../../ui/icon-button/icon-button';
import { Waveform } from '../../ui/waveform/waveform';
import { nextSpeed, speedText } from '../../ui/waveform/waveform.rules';
import { FileIcon } from '../node/file-icon';
import { lookOf } from '../node/file-look.rules';
import type { FileItem } from '../node/file-node';
import { lengthText } from '../node/file-words.rules';

/** Plays a sound that is looked at large: from any place, at half to double speed, with its shape. */
@Component({
  selector: 'app-sound-preview',
  imports: [FileIcon, IconButton, TranslocoPipe, Waveform],
  templateUrl: './sound-preview.html',
  styleUrl: './sound-preview.scss',
})
export class SoundPreview {
  private readonly pass = inject(ContentPass);

  readonly file = input.required<FileItem>();
  readonly url = input.required<string>();
  private readonly audio = viewChild.required<ElementRef<HTMLAudioElement>>('audio');

  protected readonly lookOf = lookOf;
  protected readonly playing = signal(false);
  protected readonly failed = signal(false);
  protected readonly speed = signal(1);
  /** What was measured when it came holds until the player knows better. */
  protected readonly duration = linkedSignal(() => this.file().metadata.durationSeconds ?? 0);
  /** Where it stands, in seconds. */
  readonly at = linkedSignal({ source: () => this.url(), computation: () => 0 });
  protected readonly heard = computed(() => (this.duration() > 0 ? this.at() / this.duration() : 0));
  protected readonly clock = computed(() => `${lengthText(this.at())} / ${lengthText(this.duration())}`);
  protected readonly speedLabel = computed(() => speedText(this.speed()));

  /** Goes to a moment, in seconds. */
  goTo(seconds: number): void {
    this.at.set(seconds);
    const audio = this.audio().nativeElement;
    if (audio.readyState > 0) audio.currentTime = seconds;
  }

  protected async toggle(): Promise<void> {
    const audio = this.audio().nativeElement;
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

  protected faster(): void {
    this.speed.update(nextSpeed);
    this.audio().nativeElement.playbackRate = this.speed();
  }

  protected known(): void {
    const { duration } = this.audio().nativeElement;
    if (Number.isFinite(duration) && duration > 0) this.duration.set(duration);
  }

  protected moved(): void {
    if (this.playing()) this.at.set(this.audio().nativeElement.currentTime);
  }

  protected ended(): void {
    this.playing.set(false);
    this.at.set(0);
  }
}
