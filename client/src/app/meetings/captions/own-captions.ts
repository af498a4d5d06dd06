import { Service, inject, signal } from '@angular/core';
import { Apollo } from 'apollo-angular';
import { AddCaptionDocument } from '../../../generated/graphql';
import { SayError } from '../../core/errors/say-error';
import { change } from '../../core/graphql/change';
import { Languages } from '../../core/i18n/i18n';
import { type Heard, type SpeechSupport, fetchSpeech, listen, speechSupport } from './speech';

/** The viewer's own words as captions: written down by their browser on their device, where it can, once they want it. */
@Service({ autoProvided: false })
export class OwnCaptions {
  private readonly apollo = inject(Apollo);
  private readonly errors = inject(SayError);
  private readonly languages = inject(Languages);
  private stopListening: (() => void) | null = null;

  /** Whether the browser can; null until it has said. */
  readonly support = signal<SpeechSupport | null>(null);
  readonly listening = signal(false);
  readonly fetching = signal(false);

  async look(): Promise<void> {
    this.support.set(await speechSupport(this.languages.current()));
  }

  /** Begins to write down what the viewer says; fetches the language before, where it is not there. */
  async begin(participantId: string): Promise<void> {
    const language = this.languages.current();
    if (this.support() === 'downloadable') {
      this.fetching.set(true);
      const isThere = await fetchSpeech(language);
      this.fetching.set(false);
      this.support.set(isThere ? 'available' : 'unavailable');
    }
    if (this.support() !== 'available' || this.listening()) return;
    this.listening.set(true);
    this.stopListening = listen(
      language,
      (words) => void this.tell(participantId, words, language),
      () => {
        this.listening.set(false);
      },
    );
  }

  end(): void {
    this.stopListening?.();
    this.stopListening = null;
    this.listening.set(false);
  }

  private async tell(participantId: string, { text, seconds }: Heard, language: string): Promise<void> {
    const input = { participantId, text: text.slice(0, 1_000), seconds, language, key: crypto.randomUUID() };
    try {
      await change(this.apollo, AddCaptionDocument, { input });
    } catch (error) {
      // Captions were switched off, or the meeting is over: nothing more is listened to.
      this.end();
      this.errors.toast(error);
    }
  }
}
