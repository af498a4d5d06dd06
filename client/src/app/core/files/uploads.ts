import { Service, type Signal, computed, inject, signal } from '@angular/core';
import { AccessToken } from '../session/access-token';
import { ChannelUploads, type Following } from './channel-uploads';
import { HttpFailure } from './http-failure';
import type { OutgoingFile } from './outgoing-file';
import { type UploadedFile, uploadFile } from './upload';

/** How far the sending of a file got. */
export interface UploadState {
  /** From 0 to 1. */
  readonly share: number;
  readonly state: 'sending' | 'done' | 'failed';
  /** Why it was refused, in words for people; null where the line broke. */
  readonly reason: string | null;
}

/** What is sent: to a channel, or, without one, to stand for itself as an emoji does. */
export type ToSend = Pick<OutgoingFile, 'key' | 'name' | 'channelId'> & { readonly blob: Blob };

/** A file that is with the server. */
export type SentFile = Pick<UploadedFile, 'id'>;

interface Running {
  readonly answer: Promise<SentFile>;
  readonly giveUp: AbortController;
}

/** How many files are on their way at a time; more would only share the same line. */
const AT_ONCE = 3;

/** Files on their way from this window. What was chosen is sent at once, so that it is there when the message goes. */
@Service()
export class Uploads {
  private readonly channels = inject(ChannelUploads);
  private readonly token = inject(AccessToken);
  private readonly running = new Map<string, Running>();
  private readonly states = signal<ReadonlyMap<string, UploadState>>(new Map());
  private readonly waiting: (() => void)[] = [];
  private free = AT_ONCE;

  /** How far the file of that key got; null for one that this window has not begun to send. */
  of(key: string): Signal<UploadState | null> {
    return computed(() => this.states().get(key) ?? null);
  }

  stateOf(key: string): UploadState | null {
    return this.states().get(key) ?? null;
  }

  /** Sends a file, or waits for the sending that was begun. @throws what uploadFile() throws */
  send(file: ToSend): Promise<SentFile> {
    const known = this.running.get(file.key);
    if (known) return known.answer;
    const giveUp = new AbortController();
    const answer = this.perform(file, giveUp.signal);
    this.running.set(file.key, { answer, giveUp });
    answer.catch((error: unknown) => {
      // Told to whoever waits; here it is only no longer under way, so that it can be tried again.
      this.running.delete(file.key);
      if (!giveUp.signal.aborted) this.failed(file.key, error);
    });
    return answer;
  }

  /** The same file once it is with the server. @throws what send() throws */
  async withServer(file: OutgoingFile): Promise<OutgoingFile> {
    const { blob, fileId } = file;
    if (fileId !== undefined || blob === null) return file;
    return { ...file, fileId: (await this.send({ ...file, blob })).id };
  }

  /** Gives up on a file, and forgets it. */
  drop(key: string): void {
    this.running.get(key)?.giveUp.abort();
    this.running.delete(key);
    this.states.update((states) => new Map([...states].filter(([each]) => each !== key)));
  }

  private async perform(file: ToSend, signal: AbortSignal): Promise<SentFile> {
    const { key } = file;
    this.tell(key, { share: 0, state: 'sending', reason: null });
    await this.turn();
    try {
      signal.throwIfAborted();
      const progress = (share: number): void => {
        // What has left is not yet kept: the last bit is the answer's.
        this.tell(key, { share: share * 0.98, state: 'sending', reason: null });
      };
      const sent = await this.bytes(file, { signal, progress });
      this.tell(key, { share: 1, state: 'done', reason: null });
      return sent;
    } finally {
      this.free += 1;
      this.waiting.shift()?.();
    }
  }

  private async bytes({ channelId, ...file }: ToSend, following: Following): Promise<SentFile> {
    if (channelId !== undefined) {
      return { id: await this.channels.send({ ...file, channelId }, following) };
    }
    return uploadFile({ ...file, ...following, token: (await this.token.fresh()) ?? '' });
  }

  private async turn(): Promise<void> {
    while (this.free === 0) await new Promise<void>((resolve) => this.waiting.push(resolve));
    this.free -= 1;
  }

  private failed(key: string, error: unknown): void {
    const reason = error instanceof HttpFailure && !error.isTransient ? error.detail : null;
    this.tell(key, { share: 0, state: 'failed', reason });
  }

  private tell(key: string, state: UploadState): void {
    this.states.update((states) => new Map(states).set(key, state));
  }
}
