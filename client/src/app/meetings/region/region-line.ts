import { Component, computed, inject, input } from '@angular/core';
import { TranslocoPipe } from '@jsverse/transloco';
import { Icon } from '../../ui/icon/icon';
import { RegionReach } from './region-reach';
import { placeOf } from './room-place';

/** Before one comes into a room: where its media runs and how far that is; measures, so that the room can be placed well. */
@Component({
  selector: 'app-region-line',
  imports: [Icon, TranslocoPipe],
  template: `
    @if (place(); as at) {
      <p class="line">
        <app-icon name="globe-hemisphere-west" size="xs" />
        @if (far(); as milliseconds) {
          {{ 'meetings.region.away' | transloco: { name: at.name, milliseconds } }}
        } @else {
          {{ 'meetings.region.in' | transloco: { name: at.name } }}
        }
      </p>
    }
  `,
  styles: `
    :host(:empty) {
      display: none;
    }

    .line {
      display: flex;
      gap: var(--space-2);
      align-items: center;
      margin: 0;
      color: var(--color-ink-muted);
      font-size: var(--text-sm);
      line-height: var(--leading-sm);
    }
  `,
})
export class RegionLine {
  private readonly reach = inject(RegionReach);

  /** Id of the meeting. */
  readonly meeting = input.required<string>();

  protected readonly place = placeOf(this.meeting);
  protected readonly far = computed(() => this.reach.to(this.place()?.code));

  constructor() {
    this.reach.begin();
  }
}
