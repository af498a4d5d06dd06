import { Component, computed, inject, input, linkedSignal, signal } from '@angular/core';
import { rxResource } from '@angular/core/rxjs-interop';
import { TranslocoPipe, TranslocoService } from '@jsverse/transloco';
import { Apollo } from 'apollo-angular';
import { map } from 'rxjs';
import {
  type BreakoutInput,
  BreakoutPeopleDocument,
  type BreakoutRoomFragment,
} from '../../../generated/graphql';
import { Button } from '../../ui/button/button';
import { Field, Input } from '../../ui/field/field';
import { type Sharable, sharedOut, shuffled } from './breakout.rules';
import { BreakoutDeeds } from './breakout-deeds';

const MOST_ROOMS = 50;
const USUAL_ROOMS = 2;
const USUAL_MINUTES = 10;

/** Plans breakout rooms: how many, what they are called, and who goes where, shared out or by hand. */
@Component({
  selector: 'app-breakout-plan',
  imports: [Button, Field, Input, TranslocoPipe],
  templateUrl: './breakout-plan.html',
  styleUrl: './breakout-plan.scss',
})
export class BreakoutPlan {
  private readonly apollo = inject(Apollo);
  private readonly deeds = inject(BreakoutDeeds);
  private readonly texts = inject(TranslocoService);

  readonly meeting = input.required<string>();
  /** What is planned already. */
  readonly planned = input.required<readonly BreakoutRoomFragment[]>();

  protected readonly found = rxResource({
    params: () => this.meeting(),
    stream: ({ params: meetingId }) =>
      this.apollo
        .query({ query: BreakoutPeopleDocument, variables: { meetingId }, fetchPolicy: 'network-only' })
        .pipe(map(({ data }) => data?.meeting?.participants.nodes ?? [])),
  });
  /** Those who are there, and those who were put somewhere before they came; hosts go where they like. */
  protected readonly people = computed<readonly Sharable[]>(() => {
    const present = (this.found.hasValue() ? this.found.value() : []).flatMap(
      ({ user, displayName, role }) =>
        user && role !== 'HOST' && role !== 'COHOST' ? [{ userId: user.id, name: displayName }] : [],
    );
    const known = new Set(present.map(({ userId }) => userId));
    const absent = this.planned()
      .flatMap(({ assigned }) => assigned)
      .filter(({ id }) => !known.has(id))
      .map(({ id, displayName }) => ({ userId: id, name: displayName }));
    const order = new Intl.Collator(this.texts.getActiveLang());
    return [...present, ...absent].toSorted((a, b) => order.compare(a.name, b.name));
  });
  protected readonly titles = linkedSignal<readonly string[]>(() => {
    const planned = this.planned().map(({ title }) => title);
    return planned.length > 0 ? planned : Array.from({ length: USUAL_ROOMS }, (_, n) => this.titleOf(n));
  });
  protected readonly places = linkedSignal<ReadonlyMap<string, number>>(
    () => new Map(this.planned().flatMap(({ assigned }, n) => assigned.map(({ id }) => [id, n] as const))),
  );
  protected readonly minutes = signal<number | null>(USUAL_MINUTES);
  protected readonly busy = signal(false);

  protected setCount(value: number): void {
    const count = Math.min(MOST_ROOMS, Math.max(1, Math.floor(value) || 1));
    this.titles.update((titles) => Array.from({ length: count }, (_, n) => titles[n] ?? this.titleOf(n)));
    this.places.update((places) => new Map([...places].filter(([, room]) => room < count)));
  }

  protected rename(at: number, title: string): void {
    this.titles.update((titles) => titles.map((each, n) => (n === at ? title : each)));
  }

  protected put(userId: string, room: number): void {
    this.places.update((places) => {
      const changed = new Map(places);
      if (room < 0) changed.delete(userId);
      else changed.set(userId, room);
      return changed;
    });
  }

  protected shareOut(atRandom: boolean): void {
    const people = atRandom ? shuffled(this.people(), Math.random) : this.people();
    this.places.set(sharedOut(people, this.titles().length));
  }

  protected setMinutes(value: string): void {
    const minutes = Number.parseInt(value, 10);
    this.minutes.set(Number.isNaN(minutes) ? null : minutes);
  }

  protected async keep(): Promise<boolean> {
    this.busy.set(true);
    const rooms: BreakoutInput[] = this.titles().map((title, n) => ({ title, userIds: this.peopleIn(n) }));
    const done = await this.deeds.plan(this.meeting(), rooms);
    this.busy.set(false);
    return done;
  }

  protected async open(): Promise<void> {
    if (!(await this.keep())) return;
    this.busy.set(true);
    await this.deeds.open(this.meeting(), this.minutes());
    this.busy.set(false);
  }

  private peopleIn(room: number): string[] {
    return [...this.places()].filter(([, at]) => at === room).map(([userId]) => userId);
  }

  private titleOf(at: number): string {
    return this.texts.translate('together.breakouts.room', { number: at + 1 });
  }
}
