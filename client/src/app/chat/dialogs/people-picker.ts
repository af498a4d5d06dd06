import { Component, computed, inject, input, model, signal } from '@angular/core';
import { rxResource } from '@angular/core/rxjs-interop';
import { TranslocoPipe } from '@jsverse/transloco';
import { Apollo } from 'apollo-angular';
import { map } from 'rxjs';
import { type PickedPersonFragment, PickPeopleDocument } from '../../../generated/graphql';
import { Session } from '../../core/session/session';
import { Avatar } from '../../ui/avatar/avatar';
import { Icon } from '../../ui/icon/icon';
import { PersonSearch } from '../../ui/person-search/person-search';
import { Times } from '../time/times';

/** Finds people in the directory and gathers those who are chosen. */
@Component({
  selector: 'app-people-picker',
  imports: [Avatar, Icon, PersonSearch, TranslocoPipe],
  templateUrl: './people-picker.html',
  styleUrl: './people-picker.scss',
})
export class PeoplePicker {
  private readonly apollo = inject(Apollo);
  private readonly session = inject(Session);
  private readonly times = inject(Times);

  readonly label = input.required<string>();
  /** Ids of people who are not offered. */
  readonly without = input<readonly string[]>([]);
  /** Whether the first choice is the whole choice. */
  readonly single = input(false);
  readonly chosen = model<readonly PickedPersonFragment[]>([]);

  protected readonly text = signal('');
  private readonly found = rxResource({
    params: () => ({ text: this.text().trim() }),
    stream: ({ params: { text } }) =>
      this.apollo
        .query({ query: PickPeopleDocument, variables: { text } })
        .pipe(map(({ data }) => data?.users.nodes ?? [])),
  });
  protected readonly people = computed(() => {
    if (!this.found.hasValue()) return null;
    const left = new Set([
      ...this.without(),
      ...this.chosen().map(({ id }) => id),
      this.session.viewer()?.id,
    ]);
    return this.found
      .value()
      .filter(({ id }) => !left.has(id))
      .map((person) => ({ ...person, note: this.hourOf(person) }));
  });

  protected choose(person: PickedPersonFragment): void {
    this.chosen.update((chosen) => (this.single() ? [person] : [...chosen, person]));
    this.text.set('');
  }

  protected drop(person: PickedPersonFragment): void {
    this.chosen.update((chosen) => chosen.filter(({ id }) => id !== person.id));
  }

  /** What time it is for those who are elsewhere. */
  private hourOf({ timeZone }: PickedPersonFragment): string | null {
    return this.times.elsewhere(timeZone, 1) ? this.times.hourIn(timeZone, this.times.now()) : null;
  }
}
