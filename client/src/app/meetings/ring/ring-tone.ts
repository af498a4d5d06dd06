import { DestroyRef, type Signal, effect, inject } from '@angular/core';

/** What is heard: somebody calls the viewer, or the viewer waits for somebody. */
export type Tone = 'incoming' | 'outgoing';

/** Notes in hertz with how long they sound, and how long it is silent until they sound again, in seconds. */
const TUNES: Readonly<
  Record<Tone, { readonly notes: readonly (readonly [number, number])[]; readonly pause: number }>
> = {
  incoming: {
    notes: [
      [659.3, 0.18],
      [880, 0.18],
      [659.3, 0.18],
      [880, 0.3],
    ],
    pause: 1.6,
  },
  outgoing: { notes: [[440, 0.9]], pause: 2.6 },
};
const LOUDNESS: Readonly<Record<Tone, number>> = { incoming: 0.22, outgoing: 0.06 };

/** Sounds while there is a tone to sound, for as long as the caller lives; made here, so that no file has to come. */
export function ringTone(tone: Signal<Tone | null>): void {
  let stop = (): void => undefined;
  effect(() => {
    const now = tone();
    stop();
    stop = now ? sound(now) : () => undefined;
  });
  inject(DestroyRef).onDestroy(() => {
    stop();
  });
}

function sound(tone: Tone): () => void {
  const context = new AudioContext();
  const { notes, pause } = TUNES[tone];
  const length = notes.reduce((sum, [, seconds]) => sum + seconds, 0);
  const play = (): void => {
    let at = context.currentTime;
    for (const [pitch, seconds] of notes) {
      note(context, pitch, at, seconds, LOUDNESS[tone]);
      at += seconds;
    }
  };
  play();
  const timer = setInterval(play, (length + pause) * 1_000);
  return () => {
    clearInterval(timer);
    void context.close();
  };
}

/** One note that swells and fades, so that it does not click. */
function note(context: AudioContext, pitch: number, at: number, seconds: number, loudness: number): void {
  const voice = context.createOscillator();
  const volume = context.createGain();
  voice.frequency.value = pitch;
  volume.gain.setValueAtTime(0, at);
  volume.gain.linearRampToValueAtTime(loudness, at + 0.02);
  volume.gain.linearRampToValueAtTime(0, at + seconds);
  voice.connect(volume).connect(context.destination);
  voice.start(at);
  voice.stop(at + seconds);
}
