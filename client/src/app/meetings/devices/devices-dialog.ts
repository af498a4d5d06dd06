import { DIALOG_DATA } from '@angular/cdk/dialog';
import { Component, computed, inject } from '@angular/core';
import { TranslocoPipe } from '@jsverse/transloco';
import { DialogFrame } from '../../ui/dialog/dialog-frame';
import { Field, Input } from '../../ui/field/field';
import { Icon } from '../../ui/icon/icon';
import { type DeviceKind, Devices } from '../media/devices';
import { soundLevel } from '../media/sound-level';
import type { Talk } from '../talk/talk';

const BARS = 12;

/** Which microphone, camera and speaker a call uses, with how well one is heard; it holds at once. */
@Component({
  selector: 'app-devices-dialog',
  imports: [DialogFrame, Field, Icon, Input, TranslocoPipe],
  templateUrl: './devices-dialog.html',
  styleUrl: './devices-dialog.scss',
})
export class DevicesDialog {
  private readonly talk = inject<Talk>(DIALOG_DATA);
  protected readonly devices = inject(Devices);

  protected readonly bars = Array.from({ length: BARS }, (_, at) => (at + 0.5) / BARS);
  protected readonly level = soundLevel(this.talk.media.microphone);
  protected readonly heard = computed(() => {
    if (!this.talk.media.speaks()) return 'muted';
    return this.level() > 0.05 ? 'well' : 'nothing';
  });
  protected readonly kinds = computed(() => [
    { kind: 'audioinput' as const, key: 'microphone', list: this.devices.microphones() },
    { kind: 'videoinput' as const, key: 'camera', list: this.devices.cameras() },
    { kind: 'audiooutput' as const, key: 'speaker', list: this.devices.speakers() },
  ]);

  protected choose(kind: DeviceKind, id: string): void {
    this.devices.choose(kind, id);
    if (kind !== 'audiooutput') void this.talk.media.changeDevices();
  }
}
