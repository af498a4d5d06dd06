import { Component, computed, input, output } from '@angular/core';
import { MatMenuModule } from '@angular/material/menu';
import { TranslocoPipe } from '@jsverse/transloco';
import type { IconName } from '../../../generated/icons';
import { Avatar } from '../../ui/avatar/avatar';
import { Chip } from '../../ui/chip/chip';
import { Icon } from '../../ui/icon/icon';
import { IconButton } from '../../ui/icon-button/icon-button';
import { type PersonDeed, type RoomPerson, type Viewpoint, deedsFor } from './people.rules';

/** Somebody in a room with their face, where they have an account. */
export interface ShownPerson extends RoomPerson {
  readonly user?: { readonly id: string; readonly avatarUrl?: string | null } | null;
}

const ICONS: Readonly<Record<PersonDeed, IconName>> = {
  mute: 'microphone-slash',
  stopVideo: 'video-camera-slash',
  lowerHand: 'hand-palm',
  spotlight: 'push-pin',
  unspotlight: 'push-pin',
  makeHost: 'crown',
  makeCohost: 'user-gear',
  makePresenter: 'screencast',
  makeParticipant: 'user',
  makeGuest: 'user',
  remove: 'user-minus',
};

/** Somebody who is in a room: what they are, what they send, whether they want to speak, and what may be done. */
@Component({
  selector: 'app-person-row',
  imports: [Avatar, Chip, Icon, IconButton, MatMenuModule, TranslocoPipe],
  templateUrl: './person-row.html',
  styleUrl: './person-row.scss',
})
export class PersonRow {
  readonly person = input.required<ShownPerson>();
  readonly viewpoint = input.required<Viewpoint>();
  /** Their place among those who want to speak, from 1; null where their hand is down. */
  readonly handPlace = input<number | null>(null);
  readonly spotlitId = input<string | null>(null);
  readonly chosen = output<PersonDeed>();

  protected readonly icons = ICONS;
  protected readonly isSelf = computed(() => this.person().id === this.viewpoint().participantId);
  protected readonly deeds = computed(() => deedsFor(this.person(), this.viewpoint(), this.spotlitId()));
  protected readonly faceId = computed(() => this.person().user?.id ?? this.person().id);
}
