import { Component, DestroyRef, computed, inject, signal } from '@angular/core';
import { TranslocoPipe, TranslocoService } from '@jsverse/transloco';
import { Toasts } from '../../core/toast/toasts';
import { Button } from '../../ui/button/button';
import { Icon } from '../../ui/icon/icon';
import { IconButton } from '../../ui/icon-button/icon-button';
import { clockText } from '../../ui/time/length';
import { ComposerStore } from '../composer/composer.store';
import { type Recorded, Recording } from './recording';
import { type Playable, SoundPlayer } from './sound-player';

/** A recording that can be listened to before it is sent. */
interface Spoken {
  readonly recorded: Recorded;
  readonly file: Playable;
}

/** A voice message while it is spoken: how long, how loud; listened to by whoever wants to; then sent or thrown away. */
@Component({
  selector: 'app-voice-recorder',
  imports: [Button, Icon, IconButton, SoundPlayer, TranslocoPipe],
  templateUrl: './voice-recorder.html',
  styleUrl: './voice-recorder.scss',
  host: { '(keydown.escape)': 'cancel()' },
})
export class VoiceRecorder {
  private readonly store = inject(ComposerStore);
  private readonly texts = inject(TranslocoService);
  private readonly toasts = inject(Toasts);
  private readonly recording = signal<Recording | null>(null);
  protected readonly spoken = signal<Spoken | null>(null);
  private left = false;

  protected readonly running = computed(() => this.recording() !== null);
  protected readonly clock = computed(() => clockText(Math.floor(this.recording()?.seconds() ?? 0)));
  protected readonly levels = computed(() => this.recording()?.recent() ?? []);

  constructor() {
    void this.begin();
    inject(DestroyRef).onDestroy(() => {
      this.left = true;
      this.recording()?.cancel();
      this.forget();
    });
  }

  protected cancel(): void {
    this.recording()?.cancel();
    this.recording.set(null);
    this.store.recording.set(false);
  }

  /** Ends the recording, to be listened to before it is sent. */
  protected async stop(): Promise<void> {
    const recorded = await this.finish();
    if (!recorded || this.left) return;
    const url = URL.createObjectURL(recorded.blob);
    const metadata = { durationSeconds: recorded.seconds, waveform: recorded.waveform };
    this.spoken.set({ recorded, file: { id: url, url, metadata } });
  }

  protected async send(): Promise<void> {
    const recorded = this.spoken()?.recorded ?? (await this.finish());
    if (!recorded) return;
    this.store.recording.set(false);
    await this.store.sendVoice(recorded);
  }

  private async finish(): Promise<Recorded | null> {
    const recording = this.recording();
    this.recording.set(null);
    return (await recording?.finish()) ?? null;
  }

  private forget(): void {
    const url = this.spoken()?.file.url;
    if (url) URL.revokeObjectURL(url);
  }

  private async begin(): Promise<void> {
    try {
      const recording = await Recording.begin();
      if (this.left) recording.cancel();
      else this.recording.set(recording);
    } catch (error) {
      // Refused by the person or missing: the browser tells which by the name of what it throws.
      const denied = error instanceof DOMException && error.name === 'NotAllowedError';
      this.toasts.failed(this.texts.translate(denied ? 'chat.voice.denied' : 'chat.voice.noDevice'));
      this.store.recording.set(false);
    }
  }
}
