import { signal } from '@angular/core';
import { toWaveform } from './voice.rules';

/** A recording that was finished. */
export interface Recorded {
  readonly blob: Blob;
  readonly seconds: number;
  readonly waveform: readonly number[];
}

const types = ['audio/webm;codecs=opus', 'audio/ogg;codecs=opus', 'audio/mp4'];
const tickMs = 60;

/** One recording from the microphone, and how loud it is meanwhile. */
export class Recording {
  private readonly chunks: Blob[] = [];
  private readonly levels: number[] = [];
  private readonly recorder: MediaRecorder;
  private readonly sound = new AudioContext();
  private readonly analyser = this.sound.createAnalyser();
  private readonly timer: ReturnType<typeof setInterval>;
  private readonly since = performance.now();

  /** How long it is so far, in seconds. */
  readonly seconds = signal(0);
  /** The last heights, 0 to 1, newest last. */
  readonly recent = signal<readonly number[]>([]);

  private constructor(private readonly stream: MediaStream) {
    const mimeType = types.find((type) => MediaRecorder.isTypeSupported(type));
    this.recorder = new MediaRecorder(stream, { ...(mimeType && { mimeType }), audioBitsPerSecond: 32_000 });
    this.recorder.ondataavailable = ({ data }) => this.chunks.push(data);
    this.sound.createMediaStreamSource(stream).connect(this.analyser);
    this.recorder.start(1_000);
    this.timer = setInterval(() => {
      this.listen();
    }, tickMs);
  }

  /** @throws DOMException where there is no microphone, or it may not be used */
  static async begin(): Promise<Recording> {
    const audio = { echoCancellation: true, noiseSuppression: true, autoGainControl: true };
    return new Recording(await navigator.mediaDevices.getUserMedia({ audio }));
  }

  /** Ends it, and gives what was heard. */
  async finish(): Promise<Recorded> {
    const stopped = new Promise((resolve) => {
      this.recorder.addEventListener('stop', resolve, { once: true });
    });
    const seconds = (performance.now() - this.since) / 1_000;
    this.recorder.stop();
    await stopped;
    this.release();
    return {
      blob: new Blob(this.chunks, { type: this.recorder.mimeType }),
      seconds,
      waveform: toWaveform(this.levels),
    };
  }

  /** Throws it away; the microphone is free again. */
  cancel(): void {
    if (this.recorder.state !== 'inactive') this.recorder.stop();
    this.release();
  }

  private listen(): void {
    const samples = new Float32Array(this.analyser.fftSize);
    this.analyser.getFloatTimeDomainData(samples);
    const level = Math.sqrt(samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length);
    this.levels.push(level);
    this.recent.set(this.levels.slice(-60).map((each) => Math.min(1, each * 4)));
    this.seconds.set((performance.now() - this.since) / 1_000);
  }

  private release(): void {
    clearInterval(this.timer);
    for (const track of this.stream.getTracks()) track.stop();
    void this.sound.close();
  }
}
