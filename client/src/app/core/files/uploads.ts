import { Service, type Signal, computed, effect, inject, signal, untracked } from '@angular/core';
import { Subject } from 'rxjs';
import { Connection } from '../graphql/connection';
import { AccessToken } from '../session/access-token';
import { Session } from '../session/session';
import { ChannelUploads, type Following } from './channel-uploads';
import { HttpFailure } from './http-failure';
import type { OutgoingFile } from './outgoing-file';
import { Sending } from './sending';
import { type UploadedFile, uploadFile } from './upload';

/** How far the sending of a file got. */
export interface UploadState {
  /** From 0 to 1. */
  readonly share: number;
  readonly state: 'sending' | 'paused' | 'done' | 'failed';
  /** Why it was refused, in words for people; null where the line broke. */
  readonly reason: string | null;
}

/** What is sent: to a channel, or, without one, to stand for itself as an emoji does. */
export type ToSend = Pick<OutgoingFile, 'key' | 'name' | 'channelId'> & { readonly blob: Blob };

/** A file that is with the server. */
export type SentFile = Pick<UploadedFile, 'id'>;

/** A file on its way to a channel, as it stands beside all pages. */
export interface UploadOnItsWay extends UploadState, Pick<OutgoingFile, 'key' | 'name'> {
  readonly channelId: string;
  readonly size: number;
  readonly mediaType: string;
}

interface Running {
  readonly file: ToSend;
  readonly sending: Sending;
  readonly answer: Promise<SentFile>;
}

/** How many files are on their way at a time; more would only share the same line. */
const AT_ONCE = 3;

/** What is there sooner nobody has to look after, in milliseconds. */
const SOON_MS = 1_500;

/**
 * Files on their way from this window. What was chosen is sent at once, so that it is there when the message goes, and
 * goes on wherever one looks meanwhile.
 */
@Service()
export class Uploads {
  private readonly channels = inject(ChannelUploads);
  private readonly connection = inject(Connection);
  private readonly session = inject(Session);
  private readonly token = inject(AccessToken);
  private readonly running = new Map<string, Running>();
  /** What was cut off, and goes on with the next line. */
  private readonly cut = new Map<string, ToSend>();
  private readonly states = signal<ReadonlyMap<string, UploadState>>(new Map());
  private readonly listed = signal<readonly ToSend[]>([]);
  private readonly waiting: (() => void)[] = [];
  private free = AT_ONCE;

  /** Files that are with the server now, by their keys. */
  readonly arrived = new Subject<{ readonly key: string; readonly id: string }>();
  /** Files that somebody gave up, by their keys. */
  readonly dropped = new Subject<string>();
  /** Those on their way to channels that take their time, or did. */
  readonly rows = computed<readonly UploadOnItsWay[]>(() =>
    this.listed().flatMap(({ key, name, blob, channelId = '' }) => {
      const state = this.states().get(key);
      return state ? [{ ...state, key, name, channelId, size: blob.size, mediaType: blob.type }] : [];
    }),
  );

  constructor() {
    effect(() => {
      if (this.connection.openCount() === 0) return;
      untracked(() => {
        for (const key of [...this.cut.keys()]) this.resume(key);
      });
    });
    effect(() => {
      if (this.session.signedIn()) return;
      // What waits in the outbox goes on when they come back; nobody else sees what it was.
      this.listed.set([]);
      this.cut.clear();
    });
  }

  /** How far the file of that key got; null for one that this window has not begun to send. */
  of(key: string): Signal<UploadState | null> {
    return computed(() => this.states().get(key) ?? null);
  }

  stateOf(key: string): UploadState | null {
    return this.states().get(key) ?? null;
  }

  /** Sends a file, or waits for the sending that was begun. @throws what uploadFile() throws */
  send(file: ToSend): Promise<SentFile> {
    const { key } = file;
    const known = this.running.get(key);
    if (known) return known.answer;
    this.cut.delete(key);
    const sending = new Sending();
    const answer = this.perform(file, sending);
    this.running.set(key, { file, sending, answer });
    answer.then(
      ({ id }) => {
        this.arrived.next({ key, id });
      },
      (error: unknown) => {
        // Told to whoever waits; here it is only no longer under way, so that it can be tried again.
        if (this.running.get(key)?.answer === answer) this.running.delete(key);
        if (!sending.isGivenUp) this.failed(file, error);
      },
    );
    setTimeout(() => {
      this.list(file);
    }, SOON_MS);
    return answer;
  }

  /** The same file once it is with the server. @throws what send() throws */
  async withServer(file: OutgoingFile): Promise<OutgoingFile> {
    const { blob, fileId } = file;
    if (fileId !== undefined || blob === null) return file;
    return { ...file, fileId: (await this.send({ ...file, blob })).id };
  }

  /** Lets a file wait where it is, until somebody lets it go on. */
  pause(key: string): void {
    const [state, running] = [this.states().get(key), this.running.get(key)];
    if (state?.state !== 'sending' || !running?.file.channelId) return;
    running.sending.pause();
    this.tell(key, { ...state, state: 'paused' });
  }

  /** Goes on with what was paused or cut off. */
  resume(key: string): void {
    const [state, running, cut] = [this.states().get(key), this.running.get(key), this.cut.get(key)];
    if (cut) this.send(cut).catch(() => undefined);
    if (state?.state !== 'paused' || !running) return;
    this.tell(key, { ...state, state: 'sending' });
    running.sending.goOn();
  }

  /** Gives up on a file, and forgets it. */
  drop(key: string): void {
    this.running.get(key)?.sending.giveUp();
    this.running.delete(key);
    this.cut.delete(key);
    this.unlist(key);
    this.states.update((states) => new Map([...states].filter(([each]) => each !== key)));
    this.dropped.next(key);
  }

  /** Takes a file that is there from the list; whoever waits for it has it all the same. */
  unlist(key: string): void {
    this.listed.update((files) => files.filter((file) => file.key !== key));
  }

  private list(file: ToSend): void {
    const state = this.states().get(file.key)?.state;
    const isKnown = this.listed().some(({ key }) => key === file.key);
    if (file.channelId === undefined || state === undefined || state === 'done' || isKnown) return;
    this.listed.update((files) => [...files, file]);
  }

  /** Sends it in as many goes as it is paused. */
  private async perform(file: ToSend, sending: Sending): Promise<SentFile> {
    const { key } = file;
    this.tell(key, { share: 0, state: 'sending', reason: null });
    for (;;) {
      await sending.goesOn();
      if (sending.isGivenUp && file.channelId !== undefined) this.channels.giveUp(key);
      sending.signal.throwIfAborted();
      const sent = await this.attempt(file, sending);
      if (!sent) continue;
      this.tell(key, { share: 1, state: 'done', reason: null });
      return sent;
    }
  }

  /** Sends it to its end; null where it was paused before. */
  private async attempt(file: ToSend, sending: Sending): Promise<SentFile | null> {
    const { hold } = sending;
    await this.turn();
    try {
      sending.signal.throwIfAborted();
      if (hold.aborted) return null;
      const progress = (share: number): void => {
        // What has left is not yet kept: the last bit is the answer's.
        if (!hold.aborted) this.tell(file.key, { share: share * 0.98, state: 'sending', reason: null });
      };
      return await this.bytes(file, { signal: sending.signal, hold, progress });
    } catch (error) {
      // Whoever paused it or gave it up stopped it: neither is a failure.
      if (hold.aborted && !sending.isGivenUp) return null;
      throw error;
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

  private failed(file: ToSend, error: unknown): void {
    const reason = error instanceof HttpFailure && !error.isTransient ? error.detail : null;
    if (reason === null && file.channelId !== undefined) this.cut.set(file.key, file);
    this.tell(file.key, { share: 0, state: 'failed', reason });
  }

  private tell(key: string, state: UploadState): void {
    this.states.update((states) => new Map(states).set(key, state));
  }
}
