import { Component, computed, inject, input, model, signal } from '@angular/core';
import { rxResource } from '@angular/core/rxjs-interop';
import { TranslocoPipe } from '@jsverse/transloco';
import { Apollo } from 'apollo-angular';
import { map } from 'rxjs';
import { type CallablePersonFragment, FindToCallDocument } from '../../../generated/graphql';
import { Session } from '../../core/session/session';
import { Avatar } from '../../ui/avatar/avatar';
import { Field, Input } from '../../ui/field/field';
import { Clock } from '../../ui/time/clock';
import { ClockPipe } from '../../ui/time/time-pipes';

/** Finds somebody whom the viewer may call, with what time it is for them. */
@Component({
  selector: 'app-person-finder',
  imports: [Avatar, ClockPipe, Field, Input, TranslocoPipe],
  templateUrl: './person-finder.html',
  styleUrl: './person-finder.scss',
})
export class PersonFinder {
  private readonly apollo = inject(Apollo);
  private readonly session = inject(Session);
  protected readonly now = inject(Clock).now;

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
  protected readonly people = computed<readonly CallablePersonFragment[]>(() => {
    const left = [...this.without(), this.session.viewer()?.id];
    if (!this.found.hasValue()) return [];
    return this.found.value().filter(({ id, viewerMayCall }) => viewerMayCall === true && !left.includes(id));
  });
  protected readonly nobody = computed(() => this.found.hasValue() && this.people().length === 0);
}
