import { Component, DestroyRef, computed, effect, inject, input } from '@angular/core';
import { TranslocoPipe, provideTranslocoScope } from '@jsverse/transloco';
import { IconButton } from '../../ui/icon-button/icon-button';
import { MediaSwitches } from '../desk/media-switches';
import { RoomTile } from './room-tile';
import { tilesOf } from './room-tiles';
import type { RoomVisit } from './room-visit';
import { RoomVisits } from './room-visits';

/** About as large as the window opens; whoever widens it sees the same. */
const PLACE = { x: 0, y: 0, width: 380, height: 214, large: true } as const;

/** A room in a small window of its own: whoever speaks or shares, and what is needed at once. */
@Component({
  selector: 'app-floating-room',
  imports: [IconButton, MediaSwitches, RoomTile, TranslocoPipe],
  providers: [provideTranslocoScope('meetings')],
  template: `
    <div class="picture">
      @if (tile(); as shown) {
        <app-room-tile class="tile" [tile]="shown" [width]="width" />
      }
    </div>
    <div class="controls">
      <app-media-switches [media]="visit().media" />
      <button
        appIconButton
        type="button"
        icon="phone-disconnect"
        [label]="'meetings.leave' | transloco"
        (click)="leave()"
      ></button>
    </div>
  `,
  styleUrl: './floating-room.scss',
})
export class FloatingRoom {
  private readonly visits = inject(RoomVisits);

  protected readonly width = PLACE.width;

  readonly visit = input.required<RoomVisit>();

  /** A screen that is shared, else whoever speaks, else whoever is there. */
  protected readonly tile = computed(() => {
    const visit = this.visit();
    const order = visit.people().map(({ id }) => id);
    const tiles = tilesOf(visit, order, new Map());
    return (
      tiles.find(({ screen, own }) => screen && !own) ??
      tiles.find(({ participantId, own }) => !own && participantId === visit.speakerId()) ??
      tiles.find(({ screen }) => !screen)
    );
  });

  constructor() {
    effect(() => {
      const tile = this.tile();
      this.visit().wishes.float(tile ? { ...PLACE, tile } : null);
    });
    inject(DestroyRef).onDestroy(() => {
      this.visit().wishes.float(null);
    });
  }

  protected leave(): void {
    void this.visits.leave(this.visit());
  }
}
