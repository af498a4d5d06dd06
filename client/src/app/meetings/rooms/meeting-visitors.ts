import { Component, computed, input } from '@angular/core';
import { TranslocoPipe } from '@jsverse/transloco';
import type { MeetingDetailsViewFragment } from '../../../generated/graphql';
import { Avatar } from '../../ui/avatar/avatar';
import { Chip } from '../../ui/chip/chip';
import { UntilTimePipe } from '../../ui/time/time-pipes';
import { isPresent } from '../people-panel/people.rules';

/** Who is in a meeting, and who was: when they came, and when they left. */
@Component({
  selector: 'app-meeting-visitors',
  imports: [Avatar, Chip, TranslocoPipe, UntilTimePipe],
  template: `
    @for (group of groups(); track group.name) {
      <section>
        <h2 class="heading" [id]="'visitors-' + group.name">{{ 'rooms.there.' + group.name | transloco }}</h2>
        <ul [attr.aria-labelledby]="'visitors-' + group.name">
          @for (visitor of group.visitors; track visitor.id) {
            <li class="row">
              <app-avatar
                size="sm"
                [id]="visitor.user?.id ?? visitor.id"
                [name]="visitor.displayName"
                [url]="visitor.user?.avatarUrl"
              />
              <bdi class="name">{{ visitor.displayName }}</bdi>
              @if (visitor.role !== 'PARTICIPANT') {
                <app-chip>{{ 'rooms.role.' + visitor.role | transloco }}</app-chip>
              }
              <span class="when">
                @if (visitor.leftAt; as left) {
                  {{ 'rooms.there.left' | transloco: { when: (left | untilTime) } }}
                } @else {
                  {{ 'rooms.there.came' | transloco: { when: (visitor.joinedAt | untilTime) } }}
                }
              </span>
            </li>
          }
        </ul>
      </section>
    } @empty {
      <p class="when">
        {{ (meeting().state === 'ENDED' ? 'rooms.there.wasNobody' : 'rooms.there.nobody') | transloco }}
      </p>
    }
  `,
  styleUrl: './meeting-visitors.scss',
})
export class MeetingVisitors {
  readonly meeting = input.required<MeetingDetailsViewFragment>();

  protected readonly groups = computed(() => {
    const everybody = this.meeting().participants.nodes;
    const groups = [
      { name: 'in', visitors: everybody.filter(isPresent) },
      { name: 'was', visitors: everybody.filter(({ state }) => state === 'LEFT') },
    ];
    return groups.filter(({ visitors }) => visitors.length > 0);
  });
}
