import { Component, computed, inject, input, output } from '@angular/core';
import { TranslocoPipe, TranslocoService } from '@jsverse/transloco';
import { plural } from '../../core/i18n/plural';
import { Session } from '../../core/session/session';
import { Avatar } from '../../ui/avatar/avatar';
import { Button } from '../../ui/button/button';
import { Icon } from '../../ui/icon/icon';
import { IconButton } from '../../ui/icon-button/icon-button';
import { DeviceChoice } from '../devices/device-choice';
import { LevelMeter } from '../devices/level-meter';
import type { LocalMedia } from '../media/local-media';
import { isTyping } from '../stage/typing';
import { StageNotices } from '../stage/stage-notices';
import type { Room } from './room.rules';
import { RoomWhen } from './room-when';

/** As many faces as fit beside their names. */
const FACES = 4;

/** Before one comes into a room: how one looks and sounds, with which devices, and who is there already. */
@Component({
  selector: 'app-pre-join',
  imports: [
    Avatar,
    Button,
    DeviceChoice,
    Icon,
    IconButton,
    LevelMeter,
    RoomWhen,
    StageNotices,
    TranslocoPipe,
  ],
  templateUrl: './pre-join.html',
  styleUrl: './pre-join.scss',
  host: { '(document:keydown)': 'press($event)' },
})
export class PreJoin {
  private readonly texts = inject(TranslocoService);
  protected readonly viewer = inject(Session).viewer;

  readonly room = input.required<Room>();
  readonly media = input.required<LocalMedia>();
  /** One is on one's way in. */
  readonly coming = input(false);
  readonly join = output();

  protected readonly preview = computed(() => {
    const track = this.media().camera();
    return track && new MediaStream([track]);
  });
  protected readonly here = computed(() =>
    this.room().participants.nodes.filter(({ user }) => user?.id !== this.viewer()?.id),
  );
  protected readonly faces = computed(() => this.here().slice(0, FACES));
  protected readonly names = computed(() => {
    const names = this.here().map(({ displayName }) => displayName);
    const shown = names.slice(0, FACES - 1);
    const more = names.length - shown.length;
    const language = this.texts.activeLang();
    const rest = more > 0 ? [plural(this.texts, 'meetings.room.moreHere', more)] : [];
    return new Intl.ListFormat(language).format([...shown, ...rest]);
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

  protected async joinWithSound(): Promise<void> {
    await this.media().switchCamera(false);
    this.join.emit();
  }
}
