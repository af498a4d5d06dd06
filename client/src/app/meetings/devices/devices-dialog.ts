import { DIALOG_DATA } from '@angular/cdk/dialog';
import { Component, inject } from '@angular/core';
import { TranslocoPipe } from '@jsverse/transloco';
import { DialogFrame } from '../../ui/dialog/dialog-frame';
import type { LocalMedia } from '../media/local-media';
import { DeviceChoice } from './device-choice';
import { LevelMeter } from './level-meter';

/** Which microphone, camera and speaker a call or a room uses, with how well one is heard. */
@Component({
  selector: 'app-devices-dialog',
  imports: [DeviceChoice, DialogFrame, LevelMeter, TranslocoPipe],
  templateUrl: './devices-dialog.html',
  styleUrl: './devices-dialog.scss',
})
export class DevicesDialog {
  protected readonly media = inject<{ readonly media: LocalMedia }>(DIALOG_DATA).media;
}
