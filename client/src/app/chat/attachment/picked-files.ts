import { Service, effect, inject, signal, untracked } from '@angular/core';
import { TranslocoService } from '@jsverse/transloco';
import type { OutgoingFile } from '../../core/files/outgoing-file';
import { Uploads } from '../../core/files/uploads';
import { Session } from '../../core/session/session';
import { Toasts } from '../../core/toast/toasts';
import { Drafts } from '../composer/drafts';
import { measure } from './measure';
import { merged } from './picked.rules';

const mostFiles = 20;
const nothing: readonly OutgoingFile[] = [];

/** Where files are chosen: the place that is written in, and the channel that it is in. */
export interface PickingPlace {
  readonly placeId: string;
  readonly channelId: string;
}

/** Where the files of a message stand while it is changed: they are no draft. */
const CHANGED = 'message:';

/** The place of the files of a message that is changed. */
export const placeOfChange = (messageId: string): string => CHANGED + messageId;

/**
 * What was chosen for the next message of each place. It stays while one looks elsewhere; what is with the server stands
 * in the draft of the place, and so on every device.
 */
@Service()
export class PickedFiles {
  private readonly uploads = inject(Uploads);
  private readonly toasts = inject(Toasts);
  private readonly texts = inject(TranslocoService);
  private readonly drafts = inject(Drafts);
  private readonly session = inject(Session);
  private readonly picked = signal<ReadonlyMap<string, readonly OutgoingFile[]>>(new Map());

  constructor() {
    effect(() => {
      const arrived = this.drafts.arrived();
      untracked(() => {
        if (arrived) this.catchUp(arrived.place);
      });
    });
    effect(() => {
      // Whoever signs in here next has chosen nothing yet.
      if (!this.session.signedIn()) this.picked.set(new Map());
    });
    this.uploads.arrived.subscribe(({ key, id }) => {
      for (const place of this.placesOf(key)) this.change(place, key, { fileId: id });
    });
    this.uploads.dropped.subscribe((key) => {
      for (const place of this.placesOf(key)) this.without(place, key);
    });
  }

  of(placeId: string): readonly OutgoingFile[] {
    return this.picked().get(placeId) ?? this.drafts.filesAt(placeId);
  }

  /** Takes files in, and sends them on their way at once. */
  add(place: PickingPlace, files: readonly File[], role: OutgoingFile['role'] = null): void {
    const room = mostFiles - this.of(place.placeId).length;
    const taken = files.filter(({ size }) => size > 0).slice(0, room);
    if (taken.length < files.length) {
      const empty = files.some(({ size }) => size === 0);
      this.toasts.failed(
        this.texts.translate(empty ? 'chat.file.empty' : 'chat.file.tooMany', { count: mostFiles }),
      );
    }
    for (const blob of taken) this.begin(place, blob, role);
  }

  /** Begins with what is there already: the files of a message that is changed. */
  set(placeId: string, files: readonly OutgoingFile[]): void {
    this.put(placeId, files);
  }

  caption(placeId: string, key: string, caption: string): void {
    this.change(placeId, key, { caption });
  }

  remove(placeId: string, key: string): void {
    this.uploads.drop(key);
    this.without(placeId, key);
  }

  /** Tries again what was refused or cut off. */
  again(placeId: string, key: string): void {
    const file = this.of(placeId).find((each) => each.key === key);
    if (!file) return;
    // What was refused is begun anew; what was cut off goes on where it stopped.
    const refused = this.uploads.stateOf(key)?.reason != null;
    const again = refused ? { ...file, key: crypto.randomUUID() } : file;
    if (refused) {
      this.put(
        placeId,
        this.of(placeId).map((each) => (each.key === key ? again : each)),
      );
      this.uploads.drop(key);
    }
    this.send(again);
  }

  /** Hands everything over to the message that goes now. */
  take(placeId: string): readonly OutgoingFile[] {
    const files = this.of(placeId);
    this.put(placeId, nothing);
    return files;
  }

  /** All of them, once they are with the server; null where one could not be sent, which is shown beside it. */
  async withServer(placeId: string): Promise<readonly OutgoingFile[] | null> {
    try {
      return await Promise.all(this.of(placeId).map((file) => this.uploads.withServer(file)));
    } catch {
      // Said at the file itself, where it can be tried again or taken out.
      return null;
    }
  }

  /** Gives up what was chosen and is not with a message. */
  leave(placeId: string): void {
    for (const { key } of this.take(placeId)) this.uploads.drop(key);
  }

  private begin({ placeId, channelId }: PickingPlace, blob: File, role: OutgoingFile['role']): void {
    const key = crypto.randomUUID();
    const named = { key, name: nameOf(blob), channelId };
    const file: OutgoingFile = { ...named, blob, caption: '', role, measures: null };
    this.put(placeId, [...this.of(placeId), file]);
    this.send(file);
    void measure(blob).then((measures) => {
      if (measures) this.change(placeId, key, { measures });
    });
  }

  private send(file: OutgoingFile): void {
    // What became of it is shown beside it, and told by `arrived`.
    this.uploads.withServer(file).catch(() => undefined);
  }

  /** Where a file waits for its message; nowhere once that is sent. */
  private placesOf(key: string): readonly string[] {
    return [...this.picked()].flatMap(([place, files]) =>
      files.some((file) => file.key === key) ? [place] : [],
    );
  }

  private without(placeId: string, key: string): void {
    const files = this.of(placeId);
    if (!files.some((file) => file.key === key)) return;
    this.put(
      placeId,
      files.filter((file) => file.key !== key),
    );
  }

  /** Another device went on with the draft of a place. */
  private catchUp(placeId: string): void {
    const here = this.picked().get(placeId);
    if (here) this.keep(placeId, merged(here, this.drafts.filesAt(placeId)));
  }

  private change(placeId: string, key: string, change: Partial<OutgoingFile>): void {
    const files = this.of(placeId);
    // It may have been sent or taken out meanwhile.
    if (!files.some((file) => file.key === key)) return;
    this.put(
      placeId,
      files.map((file) => (file.key === key ? { ...file, ...change } : file)),
    );
  }

  private put(placeId: string, files: readonly OutgoingFile[]): void {
    const channelId = [...files, ...this.of(placeId)].find((file) => file.channelId)?.channelId ?? null;
    this.keep(placeId, files);
    if (!placeId.startsWith(CHANGED)) this.drafts.keepFiles(placeId, files, channelId);
  }

  private keep(placeId: string, files: readonly OutgoingFile[]): void {
    this.picked.update((picked) => new Map(picked).set(placeId, files));
  }
}

/** A picture from the clipboard is called image.png, whatever it shows: the moment tells two of them apart. */
function nameOf({ name, type }: File): string {
  if (name !== '' && !/^image\.\w+$/.test(name)) return name;
  const moment = new Date().toISOString().slice(0, 19).replaceAll(':', '.').replace('T', ' ');
  return `${moment}.${type.split('/')[1]?.split(/[+;]/)[0] ?? 'bin'}`;
}
