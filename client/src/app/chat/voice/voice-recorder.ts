import { Component, DestroyRef, computed, inject, signal } from '@angular/core';
import { TranslocoPipe, TranslocoService } from '@jsverse/transloco';
import { Toasts } from '../../core/toast/toasts';
import { Button } from '../../ui/button/button';
import { Icon } from '../../ui/icon/icon';
import { IconButton } from '../../ui/icon-button/icon-button';
import { clockText } from '../attachment/attachment.rules';
import { ComposerStore } from '../composer/composer.store';
import { Recording } from './recording';

/** A voice message while it is spoken: how long, how loud, and the two ways it can end. */
@Component({
  selector: 'app-voice-recorder',
  imports: [Button, Icon, IconButton, TranslocoPipe],
  templateUrl: './voice-recorder.html',
  styleUrl: './voice-recorder.scss',
  host: { '(keydown.escape)': 'cancel()' },
})
export class VoiceRecorder {
  private readonly store = inject(ComposerStore);
  private readonly texts = inject(TranslocoService);
  private readonly toasts = inject(Toasts);
  private readonly recording = signal<Recording | null>(null);
  private left = false;

  protected readonly running = computed(() => this.recording() !== null);
  protected readonly clock = computed(() => clockText(Math.floor(this.recording()?.seconds() ?? 0)));
  protected readonly levels = computed(() => this.recording()?.recent() ?? []);

  constructor() {
    void this.begin();
    inject(DestroyRef).onDestroy(() => {
      this.left = true;
      this.recording()?.cancel();
    });
  }

  protected cancel(): void {
    this.recording()?.cancel();
    this.recording.set(null);
    this.store.recording.set(false);
  }

  protected async send(): Promise<void> {
    const recording = this.recording();
    if (!recording) return;
    this.recording.set(null);
    const recorded = await recording.finish();
    this.store.recording.set(false);
    await this.store.sendVoice(recorded);
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
