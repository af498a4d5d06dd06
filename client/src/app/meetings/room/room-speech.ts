import { computed, signal } from '@angular/core';
import { SILENCE, type Speech, afterLeaving, afterPause, afterWords, speaking } from './speaker.rules';

/** How often it is looked who has stopped speaking, in milliseconds. */
const LOOK_MS = 500;

/** Who speaks in a room, as the media server says and as time passes. */
export class RoomSpeech {
  private readonly speech = signal<Speech>(SILENCE);
  private readonly now = signal(Date.now());

  readonly mainId = computed(() => this.speech().mainId);
  readonly speaking = computed(() => speaking(this.speech(), this.now()));

  /** @returns what ends it */
  begin(): () => void {
    const tick = setInterval(() => {
      this.now.set(Date.now());
      this.speech.update((speech) => afterPause(speech, Date.now()));
    }, LOOK_MS);
    return () => {
      clearInterval(tick);
    };
  }

  hear(participantId: string, speaks: boolean): void {
    this.speech.update((speech) => afterWords(speech, participantId, speaks, Date.now()));
  }

  /** Whoever is not there any more says nothing. */
  keep(presentIds: ReadonlySet<string>): void {
    this.speech.update((speech) => afterLeaving(speech, presentIds));
  }
}
