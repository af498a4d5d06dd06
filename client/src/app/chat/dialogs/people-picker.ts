import { Component, computed, inject, input, model, signal } from '@angular/core';
import { rxResource } from '@angular/core/rxjs-interop';
import { TranslocoPipe } from '@jsverse/transloco';
import { Apollo } from 'apollo-angular';
import { map } from 'rxjs';
import { type PickedPersonFragment, PickPeopleDocument } from '../../../generated/graphql';
import { Session } from '../../core/session/session';
import { Avatar } from '../../ui/avatar/avatar';
import { Field, Input } from '../../ui/field/field';
import { Icon } from '../../ui/icon/icon';
import { Times } from '../time/times';

/** Finds people in the directory and gathers those who are chosen. */
@Component({
  selector: 'app-people-picker',
  imports: [Avatar, Field, Icon, Input, TranslocoPipe],
  templateUrl: './people-picker.html',
  styleUrl: './people-picker.scss',
})
export class PeoplePicker {
  private readonly apollo = inject(Apollo);
  private readonly session = inject(Session);
  protected readonly times = inject(Times);

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
  protected readonly people = computed<readonly PickedPersonFragment[]>(
    (): readonly PickedPersonFragment[] => {
      const left = new Set([
        ...this.without(),
        ...this.chosen().map(({ id }) => id),
        this.session.viewer()?.id,
      ]);
      return this.found.hasValue() ? this.found.value().filter(({ id }) => !left.has(id)) : [];
    },
  );
  protected readonly nobody = computed(() => this.found.hasValue() && this.people().length === 0);

  protected choose(person: PickedPersonFragment): void {
    this.chosen.update((chosen) => (this.single() ? [person] : [...chosen, person]));
    this.text.set('');
  }

  protected drop(person: PickedPersonFragment): void {
    this.chosen.update((chosen) => chosen.filter(({ id }) => id !== person.id));
  }
}
