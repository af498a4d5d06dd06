import { Service, inject } from '@angular/core';
import { SayError } from '../../core/errors/say-error';
import type { DroppedFile } from './dropped-files';
import { TrayOpener } from './tray-opener';
import { UploadFolders } from './upload-folders';
import { UploadQueue } from './upload-queue';
import type { UploadTarget } from './upload-row';

/** Where files go in: chosen or dropped, alone or in whole folders. */
@Service()
export class UploadDoor {
  private readonly errors = inject(SayError);
  private readonly folders = inject(UploadFolders);
  private readonly queue = inject(UploadQueue);
  private readonly tray = inject(TrayOpener);

  /** Takes up what a reload interrupted. */
  open(): void {
    this.tray.open();
    void this.queue.restore();
  }

  /** Takes what a file becomes: its next version. */
  async takeVersion(file: File, of: Required<UploadTarget>): Promise<void> {
    this.tray.open();
    await this.queue.add(file, of);
  }

  async take(files: readonly DroppedFile[], folderId: string): Promise<void> {
    this.tray.open();
    try {
      const idOf = await this.folders.below(
        folderId,
        files.map(({ folders }) => folders),
      );
      for (const { file, folders } of files) await this.queue.add(file, { folderId: idOf(folders) });
    } catch (error) {
      // A folder could not be made: nothing that belongs in it is sent elsewhere.
      this.errors.toast(error);
    }
  }
}
