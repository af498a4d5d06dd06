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
import { plain } from '../core/i18n/plain';
import { Palette } from '../core/palette/palette';
import { Session } from '../core/session/session';
import { Icon } from '../ui/icon/icon';
import { Kbd } from '../ui/kbd/kbd';
import { snippetText } from '../ui/snippet/snippet.rules';
import { channelIcon } from '../chat/sidebar/sidebar.rules';
import { lookOf } from '../files/node/file-look.rules';
import { NewMeetingOpener } from '../meetings/rooms/new-meeting-opener';
import { PreviewOpener } from '../files/preview/preview-opener';
import { type Found, type FoundPerson, LEAST_LETTERS, PaletteFinder } from './palette-finder';
import { type PaletteEntry, placed } from './palette-group';
import { PaletteRow } from './palette-row';
import { placesFor } from './places';

const NOTHING: Found = { channels: [], people: [], messages: [], files: [] };
const TYPING_PAUSE_MS = 120;

/** Search or jump: channels, people, messages, files and places by a few letters; Enter opens. */
@Component({
  selector: 'app-command-palette',
  imports: [Icon, Kbd, PaletteRow, TranslocoPipe],
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
  private readonly meetings = inject(NewMeetingOpener);
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
  private readonly places = computed(() => placesFor(this.session.guest(), this.session.permissions()));
  protected readonly groups = computed(() =>
    placed([
      { id: 'channels', entries: this.found().channels.map((each) => this.channelEntry(each)) },
      { id: 'people', entries: this.found().people.map((each) => this.personEntry(each)) },
      { id: 'messages', entries: this.messageEntries() },
      { id: 'files', entries: this.fileEntries() },
      { id: 'deeds', entries: this.deedEntries() },
      { id: 'places', entries: this.placeEntries() },
    ]),
  );
  private readonly entries = computed(() => this.groups().flatMap(({ entries }) => entries));
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
    const size = this.entries().length;
    this.chosen.update((index) => (index + step + size) % size);
    const row = document.getElementById(`palette-${this.chosen()}`);
    row?.scrollIntoView({ block: 'nearest' });
  }

  private async open(index: number): Promise<void> {
    await this.entries()[index]?.open();
  }

  private channelEntry(channel: Found['channels'][number]): PaletteEntry {
    const { id, name, topic, waits } = channel;
    const lead = { icon: channelIcon(channel) };
    return { key: id, lead, name, found: true, more: topic, waits, open: () => this.goToBox(id) };
  }

  private personEntry(person: FoundPerson): PaletteEntry {
    const { id, displayName: name, avatarUrl: url, title, waits } = person;
    const lead = { face: { id, name, url } };
    return { key: id, lead, name, found: true, more: title, waits, open: () => this.write(person) };
  }

  private messageEntries(): readonly PaletteEntry[] {
    const text = this.text().trim();
    if (text.length < LEAST_LETTERS) return [];
    const hits = this.found().messages.map(({ message: { id, author, channel }, snippet }): PaletteEntry => {
      const { id: faceId, displayName, avatarUrl } = author ?? { id, displayName: '', avatarUrl: null };
      const lead = { face: { id: faceId, name: displayName, url: avatarUrl } };
      const open = () => this.go(`/chat/${channel.id}?message=${id}`);
      return { key: id, lead, name: snippetText(snippet), found: true, more: channel.name, open };
    });
    return [...hits, this.allEntry('palette.allMessages', '/chat/search', text)];
  }

  private fileEntries(): readonly PaletteEntry[] {
    const { files } = this.found();
    if (files.length === 0) return [];
    const entries = files.map((file, at): PaletteEntry => {
      const { id, name, folder } = file;
      const open = () => this.look(at);
      return { key: id, lead: { file: lookOf(file) }, name, found: true, more: folder?.name ?? null, open };
    });
    return [...entries, this.allEntry('palette.allFiles', '/files/search', this.text().trim())];
  }

  /** Everything of a kind, on a page of its own. */
  private allEntry(key: string, page: string, text: string): PaletteEntry {
    const name = this.texts.translate(key, { text });
    const open = () => this.go(`${page}?q=${encodeURIComponent(text)}`);
    return { key, lead: { icon: 'magnifying-glass' }, name, open };
  }

  private placeEntries(): readonly PaletteEntry[] {
    return this.places().map(({ path, label, icon }, at) => ({
      key: path,
      lead: { icon },
      name: this.texts.translate(label),
      keys: `Alt ${String(at + 1)}`,
      open: () => this.go(path),
    }));
  }

  /** What can be begun from anywhere, as far as its name fits what was typed. */
  private deedEntries(): readonly PaletteEntry[] {
    if (!this.session.permissions().has('CREATE_MEETINGS')) return [];
    const typed = plain(this.text().trim());
    const deeds = [
      { key: 'palette.startMeeting', icon: 'video-camera', run: () => this.meetings.start() },
      { key: 'palette.planMeeting', icon: 'calendar-blank', run: () => this.meetings.plan() },
    ] as const;
    return deeds
      .map(({ key, icon, run }) => ({ key, icon, run, name: this.texts.translate(key) }))
      .filter(({ name }) => plain(name).includes(typed))
      .map(({ key, icon, run, name }) => ({
        ...{ key, name, lead: { icon }, found: true },
        open: () => {
          this.dialog.close();
          return run();
        },
      }));
  }

  /** Shows a file over what is on screen, where one is again afterwards. */
  private async look(index: number): Promise<void> {
    const { files } = this.found();
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
