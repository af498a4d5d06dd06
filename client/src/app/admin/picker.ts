import { Component, computed, inject, input, model, signal } from '@angular/core';
import { rxResource } from '@angular/core/rxjs-interop';
import { TranslocoPipe } from '@jsverse/transloco';
import { Apollo } from 'apollo-angular';
import { map } from 'rxjs';
import { AdminChannelsDocument, AdminPeopleDocument } from '../../generated/graphql';
import { Field, Input } from '../ui/field/field';
import { Icon } from '../ui/icon/icon';

/** Somebody or some channel that can be named. */
export interface Picked {
  readonly id: string;
  readonly name: string;
}

/** Finds people or channels by name and gathers those who are chosen. */
@Component({
  selector: 'app-admin-picker',
  imports: [Field, Icon, Input, TranslocoPipe],
  templateUrl: './picker.html',
  styleUrl: './picker.scss',
})
export class Picker {
  private readonly apollo = inject(Apollo);

  readonly label = input.required<string>();
  readonly of = input.required<'people' | 'channels'>();
  /** Whether the first choice is the whole choice. */
  readonly single = input(false);
  readonly chosen = model<readonly Picked[]>([]);

  protected readonly text = signal('');
  private readonly found = rxResource({
    params: () => {
      const text = this.text().trim();
      return text ? { text, of: this.of() } : undefined;
    },
    stream: ({ params: { text, of } }) =>
      of === 'people'
        ? this.apollo
            .query({ query: AdminPeopleDocument, variables: { text } })
            .pipe(
              map(({ data }) => (data?.users.nodes ?? []).map(({ id, displayName: name }) => ({ id, name }))),
            )
        : this.apollo
            .query({ query: AdminChannelsDocument, variables: { text } })
            .pipe(map(({ data }) => (data?.channels.nodes ?? []).map(({ id, name }) => ({ id, name })))),
  });
  protected readonly offered = computed<readonly Picked[]>(() => {
    const taken = new Set(this.chosen().map(({ id }) => id));
    return this.found.hasValue() ? this.found.value().filter(({ id }) => !taken.has(id)) : [];
  });
  protected readonly nobody = computed(() => this.found.hasValue() && this.offered().length === 0);

  protected choose(picked: Picked): void {
    this.chosen.update((chosen) => (this.single() ? [picked] : [...chosen, picked]));
    this.text.set('');
  }

  protected drop({ id }: Picked): void {
    this.chosen.update((chosen) => chosen.filter((each) => each.id !== id));
  }
}
