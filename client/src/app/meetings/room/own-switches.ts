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
  /** How often was told what is on. */
  private times = 0;
  private isDoubtful = false;
  private isLooking = false;

  /** What somebody else switched off last, for the viewer to be told. */
  readonly switchedOff = signal<Source | null>(null);

  constructor(
    private readonly media: LocalMedia,
    private readonly send: (on: MediaOn) => Promise<void>,
    /** What the server has of the viewer at the moment; null where they are not in the room. */
    private readonly look: () => Promise<MediaOn | null>,
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
    this.times += 1;
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
      void this.resolveDoubt();
    }
  }

  /** What the room shows of the viewer, which may be older than what was told last. */
  hear(shown: MediaOn): void {
    if (this.switchedOffIn(shown).length === 0) return;
    this.isDoubtful = true;
    void this.resolveDoubt();
  }

  /** What was told with an event may have been overtaken: only what is read after the last answer is somebody else's deed. */
  private async resolveDoubt(): Promise<void> {
    if (this.isLooking) return;
    this.isLooking = true;
    while (this.isDoubtful && this.telling === 0) {
      const { times } = this;
      try {
        const shown = await this.look();
        if (times !== this.times) continue;
        this.isDoubtful = false;
        if (shown) this.obey(shown);
      } catch {
        // The line is broken: once it is back the room is read again, and heard.
        break;
      }
    }
    this.isLooking = false;
  }

  private obey(shown: MediaOn): void {
    for (const source of this.switchedOffIn(shown)) {
      if (this.told) this.told = { ...this.told, [source]: false };
      this.switchOff(source);
      this.switchedOff.set(source);
    }
  }

  private switchedOffIn(shown: MediaOn): readonly Source[] {
    const { told } = this;
    return told ? SOURCES.filter((source) => told[source] && !shown[source]) : [];
  }

  private switchOff(source: Source): void {
    if (source === 'microphone') this.media.mute(true);
    else if (source === 'camera') void this.media.switchCamera(false);
    else void this.media.share(false);
  }
}
