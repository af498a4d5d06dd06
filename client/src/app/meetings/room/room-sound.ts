import { Component, type ElementRef, effect, inject, input, viewChild } from '@angular/core';
import { Devices } from '../media/devices';

/** Lets the viewer hear one of those in a room, from the speaker they chose. */
@Component({
  selector: 'app-room-sound',
  template: `<audio #sound autoplay [srcObject]="stream()"></audio>`,
  styles: `
    :host {
      display: none;
    }
  `,
})
export class RoomSound {
  private readonly devices = inject(Devices);
  readonly stream = input.required<MediaStream>();
  private readonly sound = viewChild.required<ElementRef<HTMLAudioElement>>('sound');

  constructor() {
    effect(() => {
      const element = this.sound().nativeElement;
      const speaker = this.devices.choices().audiooutput;
      if (!speaker || !('setSinkId' in element)) return;
      element.setSinkId(speaker).catch(() => {
        // It was unplugged: the usual one sounds.
      });
    });
  }
}
