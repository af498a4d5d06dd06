import { Component, computed, effect, inject, input, signal, untracked } from '@angular/core';
import { TranslocoService } from '@jsverse/transloco';
import { BreakoutWatch } from '../breakouts/breakout-watch';
import { HeardSound } from '../desk/heard-sound';
import { keepsOrder } from '../people-panel/people.rules';
import { ConsentAsker } from '../recording/consent-asker';
import { plainKey } from '../stage/plain-key';
import { RoomBar } from './room-bar';
import { soundsIn } from './received.rules';
import { RoomVisits } from './room-visits';
import { type Present, tidingsBetween } from './telling.rules';

/** The room wherever the viewer is: everybody in it is heard, its bar stands elsewhere, and what happens in it is said. */
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
  host: { '(document:keydown)': 'press($event)' },
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
    return new Map(people.map((person) => [person.id, person]));
  });

  constructor() {
    // Whoever is put into a breakout room is taken there wherever in the product they work.
    inject(BreakoutWatch);
    let known: Present = new Map();
    effect(() => {
      const now = this.present();
      const own = untracked(() => this.visits.running()?.own() ?? null);
      // What is there when one comes in is seen on the stage; afterwards whatever happens is said.
      const tidings =
        known.size > 0 && now.size > 0
          ? tidingsBetween(known, now, own?.id ?? null, keepsOrder(own?.role ?? null))
          : [];
      known = now;
      untracked(() => {
        if (tidings.length > 0) this.say(tidings.map(({ what, names }) => this.sentence(what, names)));
      });
    });
    effect(() => {
      const source = this.visits.running()?.switches.switchedOff();
      // What a host did to one's own microphone is said wherever one works.
      if (!source) return;
      untracked(() => {
        this.say([this.texts.translate(`meetings.room.notice.off.${source}`)]);
      });
    });
  }

  /** Who speaks is not said again and again, but whenever it is asked for. */
  protected press(event: KeyboardEvent): void {
    const visit = this.visits.running();
    if (!visit || this.inBar() || visit.phase() !== 'in' || plainKey(event) !== 'w') return;
    event.preventDefault();
    const names = visit
      .people()
      .flatMap(({ id, displayName }) => (visit.speaking().has(id) ? displayName : []));
    this.say([this.sentence(names.length > 0 ? 'speaks' : 'nobodySpeaks', names)]);
  }

  private sentence(what: string, names: readonly string[]): string {
    const list = new Intl.ListFormat(this.texts.getActiveLang()).format(names);
    return this.texts.translate(`meetings.room.told.${what}`, { names: list });
  }

  private say(sentences: readonly string[]): void {
    const words = sentences.join('. ');
    // The same words twice would not be heard a second time.
    this.announced.update((before) => (before === words ? `${words}\u00a0` : words));
  }
}
