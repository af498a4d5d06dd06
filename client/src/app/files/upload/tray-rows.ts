import { Service, computed, inject } from '@angular/core';
import { type UploadOnItsWay, Uploads } from '../../core/files/uploads';
import { Session } from '../../core/session/session';
import { UploadQueue } from './upload-queue';
import { type UploadPhase, type UploadRow, isOver } from './upload-row';

/** How far a file is that goes with a message. */
function phaseOf({ state, reason }: UploadOnItsWay): UploadPhase {
  if (state === 'done') return 'unscanned';
  if (state !== 'failed') return state;
  return reason === null ? 'offline' : 'refused';
}

/** All files on their way from this window, in one list: those that go to folders, and those that go with messages. */
@Service()
export class TrayRows {
  private readonly queue = inject(UploadQueue);
  private readonly session = inject(Session);
  private readonly uploads = inject(Uploads);

  private readonly withMessages = computed<readonly UploadRow[]>(() =>
    this.uploads.rows().map((file) => ({
      ...{ key: file.key, name: file.name, size: file.size, mediaType: file.mediaType },
      ...{ channelId: file.channelId, folderId: '', userId: this.session.viewer()?.id ?? '' },
      ...{ phase: phaseOf(file), sent: Math.floor(file.share * file.size), reason: file.reason },
      ...{ lastModified: 0, url: null, uploadId: null, fileId: null, secondsLeft: null },
    })),
  );
  readonly all = computed<readonly UploadRow[]>(() => [...this.queue.rows(), ...this.withMessages()]);
  readonly open = computed(() => this.all().filter((row) => !isOver(row)).length);

  pause({ key, channelId }: UploadRow): void {
    if (channelId === undefined) this.queue.pause(key);
    else this.uploads.pause(key);
  }

  resume({ key, channelId }: UploadRow): void {
    if (channelId === undefined) this.queue.resume(key);
    else this.uploads.resume(key);
  }

  pauseAll(): void {
    this.queue.pauseAll();
    for (const row of this.withMessages()) if (row.phase === 'sending') this.pause(row);
  }

  resumeAll(): void {
    this.queue.resumeAll();
    for (const row of this.withMessages()) if (row.phase === 'paused') this.resume(row);
  }

  /** Gives a file up, or takes one that is over from the list. */
  drop(row: UploadRow): void {
    if (row.channelId === undefined) void this.queue.drop(row.key);
    else if (isOver(row)) this.uploads.unlist(row.key);
    else this.uploads.drop(row.key);
  }

  /** Takes everything that is over from the list. */
  tidy(): void {
    for (const row of this.all()) if (isOver(row)) this.drop(row);
  }

  /** Goes on with a file that was chosen again; says whether it is the one that was begun. */
  supply(key: string, file: File): boolean {
    return this.queue.supply(key, file);
  }
}
