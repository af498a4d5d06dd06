import { Service, inject, signal } from '@angular/core';
import { TranslocoService } from '@jsverse/transloco';
import type { OutgoingFile } from '../../core/files/outgoing-file';
import { Uploads } from '../../core/files/uploads';
import { Toasts } from '../../core/toast/toasts';
import { measure } from './measure';

const mostFiles = 20;
const nothing: readonly OutgoingFile[] = [];

/** Where files are chosen: the place that is written in, and the channel that it is in. */
export interface PickingPlace {
  readonly placeId: string;
  readonly channelId: string;
}

/** What was chosen for the next message of each place; it stays while one looks elsewhere. */
@Service()
export class PickedFiles {
  private readonly uploads = inject(Uploads);
  private readonly toasts = inject(Toasts);
  private readonly texts = inject(TranslocoService);
  private readonly picked = signal<ReadonlyMap<string, readonly OutgoingFile[]>>(new Map());

  of(channelId: string): readonly OutgoingFile[] {
    return this.picked().get(channelId) ?? nothing;
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

  caption(channelId: string, key: string, caption: string): void {
    this.change(channelId, key, { caption });
  }

  remove(channelId: string, key: string): void {
    this.uploads.drop(key);
    this.put(
      channelId,
      this.of(channelId).filter((file) => file.key !== key),
    );
  }

  /** Tries again what was refused or cut off. */
  again(channelId: string, key: string): void {
    const file = this.of(channelId).find((each) => each.key === key);
    if (!file) return;
    // What was refused is begun anew; what was cut off goes on where it stopped.
    const refused = this.uploads.stateOf(key)?.reason != null;
    const again = refused ? { ...file, key: crypto.randomUUID() } : file;
    if (refused) {
      this.uploads.drop(key);
      this.put(
        channelId,
        this.of(channelId).map((each) => (each.key === key ? again : each)),
      );
    }
    // What becomes of it is shown beside it.
    this.uploads.send(again).catch(() => undefined);
  }

  /** Hands everything over to the message that goes now. */
  take(channelId: string): readonly OutgoingFile[] {
    const files = this.of(channelId);
    this.put(channelId, nothing);
    return files;
  }

  private begin({ placeId, channelId }: PickingPlace, blob: File, role: OutgoingFile['role']): void {
    const key = crypto.randomUUID();
    const named = { key, name: nameOf(blob), channelId };
    const file: OutgoingFile = { ...named, blob, caption: '', role, measures: null };
    this.put(placeId, [...this.of(placeId), file]);
    this.uploads.send(file).catch(() => undefined);
    void measure(blob).then((measures) => {
      if (measures) this.change(placeId, key, { measures });
    });
  }

  private change(channelId: string, key: string, change: Partial<OutgoingFile>): void {
    this.put(
      channelId,
      this.of(channelId).map((file) => (file.key === key ? { ...file, ...change } : file)),
    );
  }

  private put(channelId: string, files: readonly OutgoingFile[]): void {
    this.picked.update((picked) => new Map(picked).set(channelId, files));
  }
}

/** A picture from the clipboard is called image.png, whatever it shows: the moment tells two of them apart. */
function nameOf({ name, type }: File): string {
  if (name !== '' && !/^image\.\w+$/.test(name)) return name;
  const moment = new Date().toISOString().slice(0, 19).replaceAll(':', '.').replace('T', ' ');
  return `${moment}.${type.split('/')[1]?.split(/[+;]/)[0] ?? 'bin'}`;
}
