import { Component, computed, inject, input, output } from '@angular/core';
import { TranslocoPipe } from '@jsverse/transloco';
import { Avatar } from '../../ui/avatar/avatar';
import { Icon } from '../../ui/icon/icon';
import { Clock } from '../../ui/time/clock';
import { clockTime } from '../../ui/time/time';
import { ClockPipe } from '../../ui/time/time-pipes';
import { Pointing } from '../pointing/pointing';
import { PointingLayer } from '../pointing/pointing-layer';
import type { Tile } from './arrangement.rules';

/** Somebody's face or screen, as it is shown. */
export interface RoomTileView extends Tile {
  readonly name: string;
  readonly userId: string;
  readonly avatarUrl: string | null;
  /** What is seen; null while nothing is. */
  readonly stream: MediaStream | null;
  /** Why nothing is seen though something is sent. */
  readonly paused: boolean;
  readonly silent: boolean;
  readonly speaking: boolean;
  readonly reconnecting: boolean;
  /** Where their clock stands; null for oneself, a screen, and guests, of whom nobody knows. */
  readonly timeZone: string | null;
  /** Their place among those who want to speak, from 1. */
  readonly hand: number | null;
}

/** Narrower than this a tile has no room for more than a small face and a name. */
const SMALL = 190;
/** Narrower than this a large face would be covered by what stands over it. */
const LARGE = 280;

/** One tile of a room: a picture or a face, whose it is, whether they are heard, speak or want to. */
@Component({
  selector: 'app-room-tile',
  imports: [Avatar, ClockPipe, Icon, PointingLayer, TranslocoPipe],
  templateUrl: './room-tile.html',
  styleUrl: './room-tile.scss',
  host: { role: 'group', '[attr.aria-label]': 'tile().name', '[class.speaking]': 'tile().speaking' },
})
export class RoomTile {
  readonly tile = input.required<RoomTileView>();
  readonly width = input.required<number>();
  readonly pinned = input(false);
  /** It is to be kept large, or no longer. */
  readonly pinToggled = output();

  /** Above all windows nobody points: there is no room. */
  protected readonly pointable = inject(Pointing, { optional: true }) !== null;
  protected readonly small = computed(() => this.width() < SMALL);
  protected readonly large = computed(() => this.width() >= LARGE);
  protected readonly now = inject(Clock).now;
  /** Where their clock shows another hour than the viewer's. */
  protected readonly elsewhere = computed(() => {
    const { timeZone } = this.tile();
    return timeZone !== null && isAnotherHour(this.now(), timeZone) ? timeZone : null;
  });
  protected readonly mirrored = computed(() => this.tile().own && !this.tile().screen);
}

const isAnotherHour = (now: Date, zone: string): boolean =>
  clockTime(now, 'en', zone) !== clockTime(now, 'en');
