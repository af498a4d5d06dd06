import { Component, type ElementRef, computed, effect, inject, input, viewChild } from '@angular/core';
import { Devices } from '../media/devices';
import type { Talk } from '../talk/talk';

/** Lets the viewer hear a call, wherever they work; on hold nothing is heard. */
@Component({
  selector: 'app-call-sound',
  template: `<audio #sound autoplay [srcObject]="stream()" [muted]="talk().held()"></audio>`,
  styles: `
    :host {
      display: none;
    }
  `,
})
export class CallSound {
  private readonly devices = inject(Devices);
  readonly talk = input.required<Talk>();
  private readonly sound = viewChild.required<ElementRef<HTMLAudioElement>>('sound');
  protected readonly stream = computed(() => this.talk().received()?.sound ?? null);

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
