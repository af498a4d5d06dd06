import { Component, computed, inject, input, model, signal } from '@angular/core';
import { rxResource } from '@angular/core/rxjs-interop';
import { TranslocoPipe, TranslocoService } from '@jsverse/transloco';
import { Apollo } from 'apollo-angular';
import { map } from 'rxjs';
import { type CallablePersonFragment, FindToCallDocument } from '../../../generated/graphql';
import { Session } from '../../core/session/session';
import { PersonSearch } from '../../ui/person-search/person-search';
import { Clock } from '../../ui/time/clock';
import { formatLocale } from '../../ui/time/format-locale';
import { clockTime } from '../../ui/time/time';

/** Finds somebody whom the viewer may call, with what time it is for them. */
@Component({
  selector: 'app-person-finder',
  imports: [PersonSearch, TranslocoPipe],
  template: `
    <app-person-search
      [label]="label()"
      [hint]="'meetings.find' | transloco"
      [nobody]="'meetings.findsNobody' | transloco"
      [people]="people()"
      [pickedId]="chosen()?.id ?? null"
      [(text)]="text"
      (picked)="chosen.set($event)"
    />
  `,
})
export class PersonFinder {
  private readonly apollo = inject(Apollo);
  private readonly session = inject(Session);
  private readonly texts = inject(TranslocoService);
  private readonly now = inject(Clock).now;

  readonly label = input.required<string>();
  /** Ids of people who are not offered. */
  readonly without = input<readonly (string | undefined)[]>([]);
  readonly chosen = model<CallablePersonFragment | null>(null);

  protected readonly text = signal('');
  private readonly found = rxResource({
    params: () => ({ text: this.text().trim() }),
    stream: ({ params: { text } }) =>
      this.apollo
        .query({ query: FindToCallDocument, variables: { text } })
        .pipe(map(({ data }) => data?.users.nodes ?? [])),
  });
  protected readonly people = computed(() => {
    if (!this.found.hasValue()) return null;
    const left = [...this.without(), this.session.viewer()?.id];
    const locale = formatLocale(this.texts.activeLang());
    return this.found
      .value()
      .filter(({ id, viewerMayCall }) => viewerMayCall === true && !left.includes(id))
      .map((person) => ({ ...person, note: clockTime(this.now(), locale, person.timeZone) }));
  });
}
