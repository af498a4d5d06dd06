import { Service } from '@angular/core';

const name = 'parley.heard';
const most = 200;
/** What is so close to its end was heard; what is so close to its start begins anew. In seconds. */
const margin = 2;

/** How far each sound was heard on this device, so that it goes on where it was left. */
@Service()
export class SoundPlaces {
  private readonly places = new Map<string, number>(read());
  private playing: HTMLMediaElement | null = null;

  of(fileId: string): number {
    return this.places.get(fileId) ?? 0;
  }

  keep(fileId: string, at: number, duration: number): void {
    // What was recorded here and not sent yet is gone with the page.
    if (fileId.startsWith('blob:')) return;
    this.places.delete(fileId);
    if (at > margin && at < duration - margin) this.places.set(fileId, Math.round(at * 10) / 10);
    while (this.places.size > most) this.places.delete(this.places.keys().next().value ?? '');
    localStorage.setItem(name, JSON.stringify([...this.places]));
  }

  /** One sound is heard at a time. */
  begin(player: HTMLMediaElement): void {
    if (this.playing !== player) this.playing?.pause();
    this.playing = player;
  }
}

function read(): [string, number][] {
  try {
    return JSON.parse(localStorage.getItem(name) ?? '[]') as [string, number][];
  } catch {
    // What somebody else wrote there is forgotten.
    return [];
  }
}
