import { Service, inject } from '@angular/core';
import { Apollo } from 'apollo-angular';
import { firstValueFrom } from 'rxjs';
import { FileSentDocument, GiveUpFileDocument, SendFileDocument } from '../../../generated/graphql';
import type { SendFileMutation } from '../../../generated/graphql';
import { errorCodes } from '../errors/error-code';
import { SayError } from '../errors/say-error';
import { change } from '../graphql/change';
import { AccessToken } from '../session/access-token';
import { HttpFailure } from './http-failure';
import type { OutgoingFile } from './outgoing-file';
import { sendBytes } from './send-bytes';

/** A file that goes to a channel. */
export type ChannelFile = Pick<OutgoingFile, 'key' | 'name'> & {
  readonly blob: Blob;
  readonly channelId: string;
};

/** How it is told how far it got, from 0 to 1, that it is to wait, and that nobody wants it any more. */
export interface Following {
  readonly progress: (share: number) => void;
  readonly hold: AbortSignal;
  readonly signal: AbortSignal;
}

type Begun = SendFileMutation['startUpload'];

/** Refusals that no other try changes. */
const FINAL: readonly string[] = ['INVALID', 'FORBIDDEN', 'NOT_FOUND', 'CONFLICT'];

/**
 * Sends files to channels, each from where it stopped: the same key is the same upload, after a lost line and after a
 * reload. Others see them once a message shows them.
 */
@Service()
export class ChannelUploads {
  private readonly apollo = inject(Apollo);
  private readonly errors = inject(SayError);
  private readonly token = inject(AccessToken);
  /** Uploads that were begun and are not over, by the keys of their files. */
  private readonly begun = new Map<string, string>();

  /**
   * @returns the id of the file that it became
   * @throws HttpFailure for a refusal, TypeError for a line that broke, AbortError where it was paused or given up
   */
  async send(file: ChannelFile, following: Following): Promise<string> {
    const upload = await this.begin(file);
    this.begun.set(file.key, upload.id);
    if (following.signal.aborted) this.giveUp(file.key);
    following.signal.throwIfAborted();
    following.hold.throwIfAborted();
    if (upload.state === 'RECEIVING') await this.bytes(file, upload, following);
    this.begun.delete(file.key);
    return this.settled(upload.id);
  }

  /** Tells the server that nobody goes on with what was begun. */
  giveUp(key: string): void {
    const id = this.begun.get(key);
    this.begun.delete(key);
    if (id !== undefined) void this.cancel(id);
  }

  private async begin({ key, name, blob, channelId }: ChannelFile): Promise<Begun> {
    const input = { name, size: blob.size, mediaType: blob.type || null, channelId, key };
    try {
      return (await change(this.apollo, SendFileDocument, { input })).startUpload;
    } catch (error) {
      // What is refused before the first byte is said beside the file; everything else passes.
      const code = errorCodes(error).find((each) => FINAL.includes(each));
      if (code) throw new HttpFailure(422, { code, detail: this.errors.sentence(error) });
      throw new TypeError('The line broke', { cause: error });
    }
  }

  private async bytes({ key, blob }: ChannelFile, { url }: Begun, following: Following): Promise<void> {
    const { promise, resolve, reject } = Promise.withResolvers<undefined>();
    const sender = await sendBytes({
      ...{ file: blob, url, token: () => this.token.fresh() },
      progress: (sent) => {
        following.progress(blob.size > 0 ? sent / blob.size : 0);
      },
      done: () => {
        resolve(undefined);
      },
      failed: ({ isNetwork, isPassing, reason }) => {
        const passes = isNetwork || isPassing;
        reject(passes ? new TypeError('The line broke') : new HttpFailure(422, { detail: reason ?? '' }));
      },
    });
    const stop = (): void => {
      void sender.abort();
      if (following.signal.aborted) this.giveUp(key);
      reject(new DOMException('Stopped', 'AbortError'));
    };
    const either = AbortSignal.any([following.signal, following.hold]);
    if (either.aborted) stop();
    either.addEventListener('abort', stop, { once: true });
    try {
      await promise;
    } finally {
      either.removeEventListener('abort', stop);
    }
  }

  private async settled(id: string): Promise<string> {
    const asked = { query: FileSentDocument, variables: { id }, fetchPolicy: 'network-only' } as const;
    const { data } = await firstValueFrom(this.apollo.query(asked));
    const fileId = data?.upload?.file?.id;
    if (fileId !== undefined) return fileId;
    throw new HttpFailure(422, { detail: data?.upload?.refusedBecause ?? '' });
  }

  private async cancel(uploadId: string): Promise<void> {
    try {
      await change(this.apollo, GiveUpFileDocument, { input: { uploadId, key: crypto.randomUUID() } });
    } catch {
      // What arrived of it is removed by the server in any case, once nobody has sent to it for a day.
    }
  }
}
