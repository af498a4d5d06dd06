import { Component, inject, input } from '@angular/core';
import { TranslocoPipe } from '@jsverse/transloco';
import { Session } from '../../core/session/session';
import { Avatar } from '../../ui/avatar/avatar';
import { Icon } from '../../ui/icon/icon';
import { IconButton } from '../../ui/icon-button/icon-button';
import type { LocalMedia } from '../media/local-media';
import { StageNotices } from '../stage/stage-notices';
import { plainKey } from '../stage/plain-key';
import { LevelMeter } from './level-meter';
import { OwnPicture } from './own-picture';

/** How one looks and sounds before others see and hear it; M and V switch it as they do in a call. */
@Component({
  selector: 'app-own-look',
  imports: [Avatar, Icon, IconButton, LevelMeter, OwnPicture, StageNotices, TranslocoPipe],
  templateUrl: './own-look.html',
  styleUrl: './own-look.scss',
  host: { '(document:keydown)': 'press($event)' },
})
export class OwnLook {
  protected readonly viewer = inject(Session).viewer;

  readonly media = input.required<LocalMedia>();

  protected press(event: KeyboardEvent): void {
    const key = plainKey(event);
    if (key === 'm') this.media().toggleMicrophone();
    else if (key === 'v') this.media().toggleCamera();
  }
}
