import { DialogRef } from '@angular/cdk/dialog';
import { Component, computed, effect, inject, signal, untracked } from '@angular/core';
import { rxResource } from '@angular/core/rxjs-interop';
import { Router } from '@angular/router';
import { TranslocoPipe, TranslocoService } from '@jsverse/transloco';
import { Apollo } from 'apollo-angular';
import { firstValueFrom, switchMap, timer } from 'rxjs';
import { PaletteOpenDirectDocument } from '../../generated/graphql';
import { SayError } from '../core/errors/say-error';
import { Languages } from '../core/i18n/i18n';
import { Palette } from '../core/palette/palette';
import { Session } from '../core/session/session';
import { Avatar } from '../ui/avatar/avatar';
import { Icon } from '../ui/icon/icon';
import { Kbd } from '../ui/kbd/kbd';
import { snippetText } from '../ui/snippet/snippet.rules';
import { channelIcon } from '../chat/sidebar/sidebar.rules';
import { FileIcon } from '../files/node/file-icon';
import { lookOf } from '../files/node/file-look.rules';
import { PreviewOpener } from '../files/preview/preview-opener';
import { type Found, type FoundPerson, LEAST_LETTERS, PaletteFinder } from './palette-finder';
import { PaletteRow } from './palette-row';
import { placesFor } from './places';

const NOTHING: Found = { channels: [], people: [], messages: [], files: [] };
const TYPING_PAUSE_MS = 120;

/** Search or jump: channels, people, messages, files and places by a few letters; Enter opens. */
@Component({
  selector: 'app-command-palette',
  imports: [Avatar, FileIcon, Icon, Kbd, PaletteRow, TranslocoPipe],
  templateUrl: './command-palette.html',
  styleUrl: './command-palette.scss',
})
export class CommandPalette {
  private readonly apollo = inject(Apollo);
  private readonly finder = inject(PaletteFinder);
  private readonly languages = inject(Languages);
  private readonly palette = inject(Palette);
  private readonly router = inject(Router);
  private readonly errors = inject(SayError);
  private readonly preview = inject(PreviewOpener);
  private readonly texts = inject(TranslocoService);
  private readonly session = inject(Session);
  protected readonly dialog = inject(DialogRef);

  protected readonly text = signal('');
  protected readonly chosen = signal(0);
  private readonly search = rxResource({
    params: () => this.text().trim(),
    stream: ({ params }) => timer(TYPING_PAUSE_MS).pipe(switchMap(() => this.finder.find(params))),
  });
  private readonly found = signal(NOTHING);
  protected readonly channels = computed(() => this.found().channels);
  protected readonly people = computed(() => this.found().people);
  protected readonly messages = computed(() => this.found().messages);
  protected readonly files = computed(() => this.found().files);
  protected readonly places = computed(() => placesFor(this.session.guest(), this.session.permissions()));
  /** Whether enough is typed to look for it in messages. */
  protected readonly searched = computed(() => this.text().trim().length >= LEAST_LETTERS);
  /** Where each group of rows begins. */
  protected readonly starts = computed(() => {
    const messages = this.channels().length + this.people().length;
    const files = messages + (this.searched() ? this.messages().length + 1 : 0);
    const places = files + (this.files().length > 0 ? this.files().length + 1 : 0);
    return { people: this.channels().length, messages, files, places };
  });
  protected readonly size = computed(() => this.starts().places + this.places().length);
  protected readonly plain = snippetText;
  protected readonly lookOf = lookOf;
  protected readonly channelIcon = channelIcon;
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
    const { people, messages, files, places } = this.starts();
    const person = this.people()[index - people];
    const hit = this.messages()[index - messages];
    const place = this.places()[index - places];
    const words = encodeURIComponent(this.text().trim());
    if (channel) await this.goToBox(channel.id);
    else if (person) await this.write(person);
    else if (place) await this.go(place.path);
    else if (hit) await this.go(`/chat/${hit.message.channel.id}?message=${hit.message.id}`);
    else if (index === files - 1) await this.go(`/chat/search?q=${words}`);
    else if (index === places - 1) await this.go(`/files/search?q=${words}`);
    else await this.look(index - files);
  }

  /** Shows a file over what is on screen, where one is again afterwards. */
  private async look(index: number): Promise<void> {
    const files = this.files();
    await firstValueFrom(this.texts.load(`files/${this.languages.current()}`));
    this.dialog.close();
    await this.preview.open({ files, index });
  }

  private async write({ id, channelId }: FoundPerson): Promise<void> {
    if (channelId) {
      await this.goToBox(channelId);
      return;
    }
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
}
