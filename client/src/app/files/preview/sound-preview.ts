import { Component, type ElementRef, computed, input, viewChild } from '@angular/core';
import { TranslocoPipe } from '@jsverse/transloco';
import { Playback } from '../../core/files/playback';
import { IconButton } from '../../ui/icon-button/icon-button';
import { Waveform } from '../../ui/waveform/waveform';
import { FileIcon } from '../node/file-icon';
import { lookOf } from '../node/file-look.rules';
import type { FileItem } from '../node/file-node';
import { clockText } from '../../ui/time/length';

/** Plays a sound that is looked at large: from any place, at half to double speed, with its shape. */
@Component({
  selector: 'app-sound-preview',
  imports: [FileIcon, IconButton, TranslocoPipe, Waveform],
  templateUrl: './sound-preview.html',
  styleUrl: './sound-preview.scss',
})
export class SoundPreview {
  readonly file = input.required<FileItem>();
  readonly url = input.required<string>();
  private readonly audio = viewChild.required<ElementRef<HTMLAudioElement>>('audio');

  protected readonly lookOf = lookOf;
  protected readonly playback = new Playback({
    audio: this.audio,
    seconds: () => this.file().metadata.durationSeconds ?? 0,
    of: this.url,
    from: () => 0,
  });
  /** Where it stands, in seconds. */
  readonly at = this.playback.at.asReadonly();
  protected readonly clock = computed(
    () => `${clockText(this.at())} / ${clockText(this.playback.duration())}`,
  );

  /** Goes to a moment, in seconds. */
  goTo(seconds: number): void {
    this.playback.goTo(seconds);
  }
}
