import { Service, inject } from '@angular/core';
import { TranslocoService } from '@jsverse/transloco';
import { HttpFailure } from '../files/http-failure';
import { toAttachment } from '../files/outgoing-file';
import { Uploads } from '../files/uploads';
import type { OutboxItem, OutgoingMessage } from './outbox.rules';

/** What waits, once its files are with the server, or what stands against it; null while the line is away. */
type WithFiles = OutboxItem | null;

/** Files of what waits in the outbox: they go before it does. */
@Service()
export class OutboxFiles {
  private readonly texts = inject(TranslocoService);
  private readonly uploads = inject(Uploads);

  /** Sends those that are not with the server yet. @param keep called after each, so that none is sent twice */
  async send(item: OutboxItem, keep: (item: OutboxItem) => Promise<void>): Promise<WithFiles> {
    let sent = item;
    for (const file of item.files ?? []) {
      if (file.fileId !== undefined) continue;
      try {
        const known = await this.uploads.withServer(file);
        const files = (sent.files ?? []).map((each) => (each.key === file.key ? known : each));
        sent = { ...sent, files };
        await keep(sent);
      } catch (error) {
        // A file that was given up or refused is a message refused; anything else passes.
        if (error instanceof DOMException && error.name === 'AbortError') {
          return {
            ...sent,
            state: 'failed',
            reason: this.texts.translate('upload.givenUp', { name: file.name }),
          };
        }
        if (!(error instanceof HttpFailure) || error.isTransient) return null;
        return { ...sent, state: 'failed', reason: error.detail ?? '' };
      }
    }
    return sent;
  }

  /** Begins anew: what was sent long ago may be gone from the server, and what was refused may be taken now. */
  anew(item: OutboxItem): OutboxItem {
    if (!item.files) return item;
    this.forget(item);
    return {
      ...item,
      files: item.files.map(({ fileId, ...file }) =>
        file.blob === null && fileId !== undefined
          ? { ...file, fileId }
          : { ...file, key: crypto.randomUUID() },
      ),
    };
  }

  /** Nobody asks how far they got any more. */
  forget({ files }: OutboxItem): void {
    for (const { key } of files ?? []) this.uploads.drop(key);
  }
}

/** What is sent: its files by the ids they got. */
export const inputOf = ({ input, files }: OutboxItem): OutgoingMessage =>
  files ? { ...input, attachments: files.map(toAttachment) } : input;
