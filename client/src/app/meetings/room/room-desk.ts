import { Component, computed, effect, inject, input, signal, untracked } from '@angular/core';
import { TranslocoService } from '@jsverse/transloco';
import { BreakoutWatch } from '../breakouts/breakout-watch';
import { HeardSound } from '../desk/heard-sound';
import { ConsentAsker } from '../recording/consent-asker';
import { RoomBar } from './room-bar';
import { comingsBetween } from './room.rules';
import { soundsIn } from './received.rules';
import { RoomVisits } from './room-visits';

/** The room wherever the viewer is: everybody in it is heard, its bar stands elsewhere, and who comes and goes is said. */
@Component({
  selector: 'app-room-desk',
  imports: [ConsentAsker, HeardSound, RoomBar],
  template: `
    @for (sound of sounds(); track sound.id) {
      <app-heard-sound [stream]="sound" />
    }
    @if (inBar(); as visit) {
      <app-room-bar [visit]="visit" />
    }
    <app-consent-asker [meeting]="joined()" />
    <p class="visually-hidden" role="status">{{ announced() }}</p>
  `,
  styles: `
    :host {
      display: contents;
    }
  `,
})
export class RoomDesk {
  private readonly texts = inject(TranslocoService);
  private readonly visits = inject(RoomVisits);

  /** Where the viewer is. */
  readonly url = input.required<string>();

  protected readonly sounds = computed(() => soundsIn(this.visits.running()?.received() ?? new Map()));
  protected readonly inBar = computed(() => {
    const visit = this.visits.running();
    return visit && !this.url().startsWith(`/calls/room/${visit.id}`) ? visit : null;
  });
  /** The room that the viewer is in. */
  protected readonly joined = computed(() => {
    const visit = this.visits.running();
    return visit?.phase() === 'in' ? visit.id : null;
  });
  protected readonly announced = signal('');

  private readonly present = computed(() => {
    const visit = this.visits.running();
    const people = visit?.phase() === 'in' ? visit.people() : [];
    return new Map(people.map(({ id, displayName }) => [id, displayName]));
  });

  constructor() {
    // Whoever is put into a breakout room is taken there wherever in the product they work.
    inject(BreakoutWatch);
    let known: ReadonlyMap<string, string> = new Map();
    effect(() => {
      const now = this.present();
      const ownId = untracked(() => this.visits.running()?.participantId ?? null);
      // Who is there when one comes in is seen on the stage; afterwards every coming and going is said.
      const { came, left } = known.size > 0 && now.size > 0 ? comingsBetween(known, now, ownId) : NOBODY;
      known = now;
      untracked(() => {
        if (came.length > 0) this.say('came', came);
        if (left.length > 0) this.say('left', left);
      });
    });
  }

  private say(what: 'came' | 'left', names: readonly string[]): void {
    const list = new Intl.ListFormat(this.texts.getActiveLang()).format(names);
    this.announced.set(this.texts.translate(`meetings.room.told.${what}`, { names: list }));
  }
}

const NOBODY = { came: [], left: [] } as const;
