import { Component, computed, inject, input } from '@angular/core';
import { MatMenuModule } from '@angular/material/menu';
import { TranslocoPipe } from '@jsverse/transloco';
import { Icon } from '../../ui/icon/icon';
import { RegionReach } from './region-reach';
import { placeOf } from './room-place';

/** Where the media of a room runs, with why there and how far it is behind it. */
@Component({
  selector: 'app-region-badge',
  imports: [Icon, MatMenuModule, TranslocoPipe],
  template: `
    @if (place(); as at) {
      <button class="pill" type="button" [matMenuTriggerFor]="why">
        <app-icon name="globe-hemisphere-west" size="xs" /><span class="word">{{
          'meetings.region.in' | transloco: { name: at.name }
        }}</span>
      </button>
      <mat-menu #why="matMenu">
        <div class="facts" tabindex="-1">
          <p class="what">{{ 'meetings.region.in' | transloco: { name: at.name } }}</p>
          @if (at.placement; as placement) {
            <p class="because">
              {{
                'meetings.region.because.' + placement.reason
                  | transloco: { name: at.name, milliseconds: placement.milliseconds }
              }}
            </p>
          }
          @if (far(); as milliseconds) {
            <p class="far">{{ 'meetings.region.far' | transloco: { milliseconds } }}</p>
          }
        </div>
      </mat-menu>
    }
  `,
  styleUrl: './region-badge.scss',
})
export class RegionBadge {
  private readonly reach = inject(RegionReach);

  /** Id of the meeting. */
  readonly meeting = input.required<string>();
  /** It is looked anew with each of these, as when the media of a room has moved. */
  readonly connection = input<string>();

  protected readonly place = placeOf(this.meeting, this.connection);
  protected readonly far = computed(() => this.reach.to(this.place()?.code));
}
