import { Service, inject } from '@angular/core';
import { Apollo } from 'apollo-angular';
import { CancelUploadDocument, StartUploadDocument } from '../../../generated/graphql';
import { change } from '../../core/graphql/change';
import type { UploadRow } from './upload-row';

/** The place that the server keeps for a file on its way. */
@Service()
export class UploadPlace {
  private readonly apollo = inject(Apollo);

  /**
   * Where the bytes of a file go: quota, type and size are checked now. The key of the row makes the same place again.
   * @throws what stands against it
   */
  async reserve(row: UploadRow): Promise<{ readonly url: string; readonly uploadId: string }> {
    const { key, name, size, folderId, replacesFileId, mediaType } = row;
    const to = replacesFileId === undefined ? { folderId } : { replacesFileId };
    const input = { name, size, ...to, mediaType: mediaType || null, key };
    const { startUpload } = await change(this.apollo, StartUploadDocument, { input });
    return { url: startUpload.url, uploadId: startUpload.id };
  }

  async giveUp(uploadId: string): Promise<void> {
    try {
      await change(this.apollo, CancelUploadDocument, { input: { uploadId, key: crypto.randomUUID() } });
    } catch {
      // What arrived of it is removed by the server in any case, once nobody has sent to it for a day.
    }
  }
}
