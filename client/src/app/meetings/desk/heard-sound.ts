import { Component, type ElementRef, effect, inject, input, viewChild } from '@angular/core';
import { Devices } from '../media/devices';

/** Lets the viewer hear somebody, wherever they work, from the speaker they chose. */
@Component({
  selector: 'app-heard-sound',
  template: `<audio #sound autoplay [srcObject]="stream()" [muted]="muted()"></audio>`,
  styles: `
    :host {
      display: none;
    }
  `,
})
export class HeardSound {
  private readonly devices = inject(Devices);
  readonly stream = input.required<MediaStream | null>();
  readonly muted = input(false);
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
