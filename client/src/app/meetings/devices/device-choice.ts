import { Component, booleanAttribute, computed, inject, input } from '@angular/core';
import { TranslocoPipe } from '@jsverse/transloco';
import { Button } from '../../ui/button/button';
import { Field, Input } from '../../ui/field/field';
import { type DeviceKind, Devices } from '../media/devices';
import type { LocalMedia } from '../media/local-media';
import { soundTest } from './sound-test';

/** Which microphone, camera and speaker are used; it holds at once. */
@Component({
  selector: 'app-device-choice',
  imports: [Button, Field, Input, TranslocoPipe],
  templateUrl: './device-choice.html',
  styleUrl: './device-choice.scss',
})
export class DeviceChoice {
  protected readonly devices = inject(Devices);

  readonly media = input.required<LocalMedia>();
  /** Whether the speaker can be tried out; in a call one hears whether it works. */
  readonly testable = input(false, { transform: booleanAttribute });

  protected readonly kinds = computed(() => [
    { kind: 'audioinput' as const, key: 'microphone', list: this.devices.microphones() },
    { kind: 'videoinput' as const, key: 'camera', list: this.devices.cameras() },
    { kind: 'audiooutput' as const, key: 'speaker', list: this.devices.speakers() },
  ]);

  protected choose(kind: DeviceKind, id: string): void {
    this.devices.choose(kind, id);
    if (kind !== 'audiooutput') void this.media().changeDevices();
  }

  protected test(): void {
    void soundTest(this.devices.choices().audiooutput);
  }
}
