import { Component, computed, inject, input } from '@angular/core';
import { TranslocoPipe } from '@jsverse/transloco';
import { Session } from '../../core/session/session';
import { Avatar } from '../../ui/avatar/avatar';
import { Icon } from '../../ui/icon/icon';
import { IconButton } from '../../ui/icon-button/icon-button';
import type { LocalMedia } from '../media/local-media';
import { StageNotices } from '../stage/stage-notices';
import { isTyping } from '../stage/typing';
import { LevelMeter } from './level-meter';

/** How one looks and sounds before others see and hear it; M and V switch it as they do in a call. */
@Component({
  selector: 'app-own-look',
  imports: [Avatar, Icon, IconButton, LevelMeter, StageNotices, TranslocoPipe],
  templateUrl: './own-look.html',
  styleUrl: './own-look.scss',
  host: { '(document:keydown)': 'press($event)' },
})
export class OwnLook {
  protected readonly viewer = inject(Session).viewer;

  readonly media = input.required<LocalMedia>();

  protected readonly preview = computed(() => {
    const track = this.media().camera();
    return track && new MediaStream([track]);
  });

  protected press(event: KeyboardEvent): void {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || isTyping(event)) return;
    const key = event.key.toLowerCase();
    if (key === 'm') this.toggleMicrophone();
    else if (key === 'v') this.toggleCamera();
  }

  protected toggleMicrophone(): void {
    this.media().mute(this.media().speaks());
  }

  protected toggleCamera(): void {
    void this.media().switchCamera(!this.media().cameraOn());
  }
}
