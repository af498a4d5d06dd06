import { Component, computed, input, output } from '@angular/core';
import { TranslocoPipe } from '@jsverse/transloco';
import { PluralPipe } from '../../core/i18n/plural';
import { Avatar } from '../../ui/avatar/avatar';
import { Button } from '../../ui/button/button';
import { Icon } from '../../ui/icon/icon';
import { IconButton } from '../../ui/icon-button/icon-button';
import type { ShownPerson } from './person-row';

/** Who asks to come in, with the way to let them, one by one or all at once. */
@Component({
  selector: 'app-waiting-list',
  imports: [Avatar, Button, Icon, IconButton, PluralPipe, TranslocoPipe],
  template: `
    <header class="head">
      <h2 class="heading" id="room-waiting">{{ 'rooms.people.waiting' | plural: people().length }}</h2>
      @if (people().length > 1) {
        <button appButton="soft" small type="button" (click)="admitted.emit(ids())">
          {{ 'rooms.people.admitAll' | transloco }}
        </button>
      }
    </header>
    <ul aria-labelledby="room-waiting">
      @for (person of people(); track person.id) {
        <li class="row">
          <app-avatar
            size="sm"
            [id]="person.user?.id ?? person.id"
            [name]="person.displayName"
            [url]="person.user?.avatarUrl"
          />
          <span class="words">
            <bdi class="name">{{ person.displayName }}</bdi>
            @if (!person.user || person.role === 'GUEST') {
              <span class="note">{{ 'rooms.role.GUEST' | transloco }}</span>
            }
          </span>
          <button
            appIconButton
            type="button"
            icon="x"
            [label]="'rooms.people.deny' | transloco: { name: person.displayName }"
            (click)="denied.emit([person.id])"
          ></button>
          <button
            appButton="primary"
            small
            type="button"
            [attr.aria-label]="'rooms.people.admitName' | transloco: { name: person.displayName }"
            (click)="admitted.emit([person.id])"
          >
            <app-icon size="xs" name="check" />{{ 'rooms.people.admit' | transloco }}
          </button>
        </li>
      }
    </ul>
  `,
  styleUrl: './waiting-list.scss',
})
export class WaitingList {
  readonly people = input.required<readonly ShownPerson[]>();
  /** Ids of those who are let in. */
  readonly admitted = output<readonly string[]>();
  /** Ids of those who are turned away. */
  readonly denied = output<readonly string[]>();

  protected readonly ids = computed(() => this.people().map(({ id }) => id));
}
