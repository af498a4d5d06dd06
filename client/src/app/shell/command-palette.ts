import { DialogRef } from '@angular/cdk/dialog';
import { Component, computed, effect, inject, signal, untracked } from '@angular/core';
import { rxResource } from '@angular/core/rxjs-interop';
import { Router } from '@angular/router';
import { TranslocoPipe } from '@jsverse/transloco';
import { Apollo } from 'apollo-angular';
import { type Observable, firstValueFrom, forkJoin, map, of, switchMap, timer } from 'rxjs';
import {
  type PaletteChannelFragment,
  PaletteChannelsDocument,
  PaletteMessagesDocument,
  type PaletteMessagesQuery,
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
import { snippetText } from '../ui/snippet/snippet.rules';
import { PaletteRow } from './palette-row';
import { placesFor } from './places';

type Hit = PaletteMessagesQuery['searchMessages']['nodes'][number];

interface Found {
  readonly channels: readonly PaletteChannelFragment[];
  readonly people: readonly PalettePersonFragment[];
  readonly messages: readonly Hit[];
}

const NOTHING: Found = { channels: [], people: [], messages: [] };
const TYPING_PAUSE_MS = 120;
const LEAST_LETTERS = 2;

/** Search or jump: channels, people, messages and places by a few letters; Enter opens. */
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
  protected readonly messages = computed(() => this.found().messages);
  protected readonly places = computed(() => placesFor(this.session.guest(), this.session.permissions()));
  /** Whether enough is typed to look for it in messages. */
  protected readonly searched = computed(() => this.text().trim().length >= LEAST_LETTERS);
  /** Where each group of rows begins. */
  protected readonly starts = computed(() => {
    const messages = this.channels().length + this.people().length;
    const places = messages + (this.searched() ? this.messages().length + 1 : 0);
    return { people: this.channels().length, messages, places };
  });
  protected readonly size = computed(() => this.starts().places + this.places().length);
  protected readonly plain = snippetText;
  /** Whether Enter was pressed before what is typed was looked up: the first that is found then opens. */
  private hurried = false;

  constructor() {
    effect(() => {
      if (!this.search.hasValue()) return;
      this.found.set(this.search.value());
      this.chosen.set(0);
      if (this.hurried) void untracked(() => this.open(0));
      this.hurried = false;
    });
  }

  protected type(text: string): void {
    this.text.set(text);
    this.hurried = false;
  }

  /** Opens what is chosen; as long as nothing is, the first of what is about to be found. */
  protected enter(): void {
    this.hurried = this.search.isLoading() && this.chosen() === 0;
    if (!this.hurried) void this.open(this.chosen());
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
    const { people, messages, places } = this.starts();
    const person = this.people()[index - people];
    const hit = this.messages()[index - messages];
    const place = this.places()[index - places];
    if (channel) await this.goToBox(channel.id);
    else if (person) await this.write(person);
    else if (place) await this.go(place.path);
    else if (hit) await this.go(`/chat/${hit.message.channel.id}?message=${hit.message.id}`);
    else if (index === places - 1) {
      await this.go(`/chat/search?q=${encodeURIComponent(this.text().trim())}`);
    }
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
    const query = {
      query: PaletteMessagesDocument,
      variables: { text },
      fetchPolicy: 'network-only' as const,
    };
    const messages =
      text.length < LEAST_LETTERS
        ? of([])
        : this.apollo.query(query).pipe(map(({ data }) => data?.searchMessages.nodes ?? []));
    return forkJoin({ channels, people, messages });
  }
}
