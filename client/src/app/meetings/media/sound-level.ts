import { DestroyRef, type Signal, effect, inject, signal } from '@angular/core';

const TICK_MS = 120;
/** What people say is a tenth as loud as what a microphone can hear. */
const AMPLIFIED = 5;

/** How loud a track is, 0 to 1, for as long as the caller lives. */
export function soundLevel(track: Signal<MediaStreamTrack | null>): Signal<number> {
  const level = signal(0);
  let stop = (): void => undefined;
  effect(() => {
    const now = track();
    stop();
    stop = now ? listen(now, level.set.bind(level)) : () => undefined;
  });
  inject(DestroyRef).onDestroy(() => {
    stop();
  });
  return level.asReadonly();
}

function listen(track: MediaStreamTrack, told: (level: number) => void): () => void {
  const sound = new AudioContext();
  const analyser = sound.createAnalyser();
  sound.createMediaStreamSource(new MediaStream([track])).connect(analyser);
  const samples = new Float32Array(analyser.fftSize);
  const timer = setInterval(() => {
    analyser.getFloatTimeDomainData(samples);
    const power = samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length;
    told(track.enabled ? Math.min(1, Math.sqrt(power) * AMPLIFIED) : 0);
  }, TICK_MS);
  return () => {
    clearInterval(timer);
    told(0);
    void sound.close();
  };
}
