import { Component, computed, inject, input, linkedSignal } from '@angular/core';
import { rxResource } from '@angular/core/rxjs-interop';
import { TranslocoPipe, provideTranslocoScope } from '@jsverse/transloco';
import { map } from 'rxjs';
import {
  RoomKnocksDocument,
  type RoomKnocksQuery,
  RoomPeopleEventsDocument,
} from '../../../generated/graphql';
import { Live } from '../../core/graphql/live';
import { Avatar } from '../../ui/avatar/avatar';
import { Button } from '../../ui/button/button';
import { IconButton } from '../../ui/icon-button/icon-button';
import { withComer } from '../people-panel/after-event.rules';
import { type Role, keepsOrder } from '../people-panel/people.rules';
import { HostDeeds } from './host-deeds';

/** Who asks to come in, told to those who may let them, whatever else of the room they look at. */
@Component({
  selector: 'app-knocks',
  imports: [Avatar, Button, IconButton, TranslocoPipe],
  providers: [provideTranslocoScope('rooms')],
  template: `
    <div role="status">
      @if (shown(); as knock) {
        <div class="card">
          <app-avatar
            size="sm"
            [id]="knock.first.user?.id ?? knock.first.id"
            [name]="knock.first.displayName"
            [url]="knock.first.user?.avatarUrl"
          />
          <span class="words">{{
            (knock.more > 0 ? 'rooms.knock.several' : 'rooms.knock.one')
              | transloco: { name: knock.first.displayName, more: knock.more }
          }}</span>
          <span class="deeds">
            <button appButton="primary" small type="button" (click)="deeds.admit(knock.ids)">
              {{ (knock.more > 0 ? 'rooms.people.admitAll' : 'rooms.people.admit') | transloco }}
            </button>
            @if (knock.more === 0) {
              <button appButton="line" small type="button" (click)="deeds.deny(knock.ids)">
                {{ 'rooms.knock.deny' | transloco }}
              </button>
            }
          </span>
          <button
            appIconButton
            small
            type="button"
            icon="x"
            [label]="'rooms.knock.later' | transloco"
            (click)="put.set(knock.ids.length)"
          ></button>
        </div>
      }
    </div>
  `,
  styleUrl: './knocks.scss',
})
export class Knocks {
  private readonly live = inject(Live);
  protected readonly deeds = inject(HostDeeds);

  /** Id of the meeting. */
  readonly meeting = input.required<string>();
  /** What the viewer is in it: nobody else is told, and nothing is followed for them. */
  readonly role = input.required<Role | null>();

  private readonly found = rxResource({
    params: () => (keepsOrder(this.role()) ? this.meeting() : undefined),
    stream: ({ params: meetingId }) =>
      this.live
        .follow({
          query: RoomKnocksDocument,
          variables: { meetingId },
          event: RoomPeopleEventsDocument,
          cursorOf: ({ meeting }: RoomKnocksQuery) => meeting?.knocksCursor,
          eventOf: ({ meetingEvents }) => meetingEvents,
          apply: withComer,
        })
        .pipe(map(({ data }) => data.meeting)),
  });
  private readonly waiting = computed(() => {
    const room = this.found.hasValue() ? this.found.value() : null;
    return (room?.participants.nodes ?? []).filter(({ state }) => state === 'WAITING');
  });
  /** How many waited when the card was put away; it comes back with the next one. */
  protected readonly put = linkedSignal<number, number>({
    source: () => this.waiting().length,
    computation: (count, before) => (before && count <= before.value ? Math.min(count, before.value) : 0),
  });
  protected readonly shown = computed(() => {
    const waiting = this.waiting();
    const [first] = waiting;
    if (!first || this.put() === waiting.length) return null;
    return { first, more: waiting.length - 1, ids: waiting.map(({ id }) => id) };
  });
}
