import { Component, computed, inject, input, output } from '@angular/core';
import { TranslocoPipe, TranslocoService } from '@jsverse/transloco';
import { plural } from '../../core/i18n/plural';
import { Session } from '../../core/session/session';
import { Avatar } from '../../ui/avatar/avatar';
import { Button } from '../../ui/button/button';
import { Icon } from '../../ui/icon/icon';
import { DeviceChoice } from '../devices/device-choice';
import { OwnLook } from '../devices/own-look';
import type { LocalMedia } from '../media/local-media';
import { RecordingAhead } from '../recording/recording-ahead';
import { RegionLine } from '../region/region-line';
import type { Room } from './room.rules';
import { RoomWhen } from './room-when';

/** As many faces as fit beside their names. */
const FACES = 4;

/** Before one comes into a room: how one looks and sounds, with which devices, and who is there already. */
@Component({
  selector: 'app-pre-join',
  imports: [Avatar, Button, DeviceChoice, Icon, OwnLook, RecordingAhead, RegionLine, RoomWhen, TranslocoPipe],
  templateUrl: './pre-join.html',
  styleUrl: './pre-join.scss',
})
export class PreJoin {
  private readonly texts = inject(TranslocoService);
  protected readonly viewer = inject(Session).viewer;

  readonly room = input.required<Room>();
  readonly media = input.required<LocalMedia>();
  /** One is on one's way in. */
  readonly coming = input(false);
  readonly join = output();

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

  protected async joinWithSound(): Promise<void> {
    await this.media().switchCamera(false);
    this.join.emit();
  }
}
