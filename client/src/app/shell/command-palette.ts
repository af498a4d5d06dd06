import { DialogRef } from '@angular/cdk/dialog';
import { Component, computed, effect, inject, signal } from '@angular/core';
import { rxResource } from '@angular/core/rxjs-interop';
import { Router } from '@angular/router';
import { TranslocoPipe } from '@jsverse/transloco';
import { Apollo } from 'apollo-angular';
import { type Observable, firstValueFrom, forkJoin, map, of, switchMap, timer } from 'rxjs';
import {
  type PaletteChannelFragment,
  PaletteChannelsDocument,
  PaletteOpenDirectDocument,
  PalettePeopleDocument,
  type PalettePersonFragment,
} from '../../generated/graphql';
import { SayError } from '../core/errors/say-error';
import { Palette } from '../core/palette/palette';
import { Session } from '../core/session/session';
import { Avatar } from '../ui/avatar/avatar';
import { Icon } from '../ui/icon/icon';
import { Kbd } from '../ui/kbd/kbd';
import { PaletteRow } from './palette-row';
import { placesFor } from './places';

interface Found {
  readonly channels: readonly PaletteChannelFragment[];
  readonly people: readonly PalettePersonFragment[];
}

const NOTHING: Found = { channels: [], people: [] };
const TYPING_PAUSE_MS = 120;

/** Search or jump: channels, people and places by a few letters; Enter opens. */
@Component({
  selector: 'app-command-palette',
  imports: [Avatar, Icon, Kbd, PaletteRow, TranslocoPipe],
  templateUrl: './command-palette.html',
  styleUrl: './command-palette.scss',
})
export class CommandPalette {
  private readonly apollo = inject(Apollo);
  private readonly palette = inject(Palette);
  private readonly router = inject(Router);
  private readonly errors = inject(SayError);
  private readonly session = inject(Session);
  protected readonly dialog = inject(DialogRef);

  protected readonly text = signal('');
  protected readonly chosen = signal(0);
  private readonly search = rxResource({
    params: () => this.text().trim(),
    stream: ({ params }) => timer(TYPING_PAUSE_MS).pipe(switchMap(() => this.find(params))),
  });
  private readonly found = signal(NOTHING);
  protected readonly channels = computed(() => this.found().channels);
  protected readonly people = computed(() => this.found().people);
  protected readonly places = computed(() => placesFor(this.session.guest()));
  protected readonly size = computed(
    () => this.channels().length + this.people().length + this.places().length,
  );

  constructor() {
    effect(() => {
      if (!this.search.hasValue()) return;
      this.found.set(this.search.value());
      this.chosen.set(0);
    });
  }

  protected move(event: Event, step: number): void {
    event.preventDefault();
    const size = this.size();
    this.chosen.update((index) => (index + step + size) % size);
    const row = document.getElementById(`palette-${this.chosen()}`);
    row?.scrollIntoView({ block: 'nearest' });
  }

  protected async open(index: number): Promise<void> {
    const channel = this.channels()[index];
    const person = this.people()[index - this.channels().length];
    const place = this.places()[index - this.channels().length - this.people().length];
    if (channel) await this.goToBox(channel.id);
    else if (person) await this.write(person);
    else if (place) await this.go(place.path);
  }

  protected iconOf({ kind }: PaletteChannelFragment): 'hash' | 'lock-simple' | 'chat-circle' {
    if (kind === 'PUBLIC') return 'hash';
    return kind === 'DIRECT' ? 'chat-circle' : 'lock-simple';
  }

  private async write({ id }: PalettePersonFragment): Promise<void> {
    const variables = { input: { userId: id, key: crypto.randomUUID() } };
    try {
      const answer = this.apollo.mutate({ mutation: PaletteOpenDirectDocument, variables });
      const { data } = await firstValueFrom(answer);
      if (data) await this.goToBox(data.openDirectChannel.id);
    } catch (error) {
      // The person may not be written to, or the server is away; either is told in words.
      this.errors.toast(error);
    }
  }

  private async goToBox(channelId: string): Promise<void> {
    this.palette.writeIn.set(channelId);
    await this.go(`/chat/${channelId}`);
  }

  private async go(path: string): Promise<void> {
    this.dialog.close();
    await this.router.navigateByUrl(path);
  }

  private find(text: string): Observable<Found> {
    const channels = this.apollo
      .query({ query: PaletteChannelsDocument, variables: { text }, fetchPolicy: 'network-only' })
      .pipe(map(({ data }) => data?.channels.nodes ?? []));
    const people = this.session.guest()
      ? of([])
      : this.apollo
          .query({ query: PalettePeopleDocument, variables: { text }, fetchPolicy: 'network-only' })
          .pipe(map(({ data }) => data?.users.nodes ?? []));
    return forkJoin({ channels, people });
  }
}
