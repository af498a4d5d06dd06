import { signal } from '@angular/core';
import { errorCodes } from '../../core/errors/error-code';
import type { LocalMedia } from '../media/local-media';
import type { MediaOn } from '../talk/media-line';

type Source = keyof MediaOn;
const SOURCES: readonly Source[] = ['microphone', 'camera', 'screen'];

/**
 * Keeps what is on here and what the room is told to be on the same: what the viewer switches is told, and what a host
 * switches off, or the room does not allow, is off here as well.
 */
export class OwnSwitches {
  private told: MediaOn | null = null;
  private telling = 0;

  /** What somebody else switched off last, for the viewer to be told. */
  readonly switchedOff = signal<Source | null>(null);

  constructor(
    private readonly media: LocalMedia,
    private readonly send: (on: MediaOn) => Promise<void>,
  ) {}

  /** What the room shows of the viewer to begin with. */
  begin({ microphone, camera, screen }: MediaOn): void {
    this.told = { microphone, camera, screen };
  }

  /** Says what is on from now on. @throws what it was refused for; then it is off */
  async tell(on: MediaOn): Promise<void> {
    const { told } = this;
    if (!told || SOURCES.every((source) => told[source] === on[source])) return;
    this.told = on;
    this.telling += 1;
    if (on.microphone && this.switchedOff() === 'microphone') this.switchedOff.set(null);
    try {
      await this.send(on);
    } catch (error) {
      this.told = told;
      // A line that is broken changes nothing of what the viewer wants; it is said again with the next change.
      if (!errorCodes(error).includes('FORBIDDEN')) return;
      for (const source of SOURCES) if (on[source] && !told[source]) this.switchOff(source);
      throw error;
    } finally {
      this.telling -= 1;
    }
  }

  /** What the room shows of the viewer now. */
  hear(shown: MediaOn): void {
    const { told } = this;
    if (!told || this.telling > 0) return;
    for (const source of SOURCES) {
      if (!told[source] || shown[source]) continue;
      this.told = { ...told, ...this.told, [source]: false };
      this.switchOff(source);
      this.switchedOff.set(source);
    }
  }

  private switchOff(source: Source): void {
    if (source === 'microphone') this.media.mute(true);
    else if (source === 'camera') void this.media.switchCamera(false);
    else void this.media.share(false);
  }
}
