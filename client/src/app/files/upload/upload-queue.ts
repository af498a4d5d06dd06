import { Service, computed, effect, inject, signal, untracked } from '@angular/core';
import type { Upload } from 'tus-js-client';
import { SayError } from '../../core/errors/say-error';
import { Connection } from '../../core/graphql/connection';
import { AccessToken } from '../../core/session/access-token';
import { Session } from '../../core/session/session';
import { type SendFailure, sendBytes } from '../../core/files/send-bytes';
import { UploadCheck } from './upload-check';
import { UploadKeeper } from './upload-keeper';
import {
  type UploadRow,
  type UploadTarget,
  isOver,
  isSame,
  isSending,
  newRow,
  phaseAfter,
  phaseOfScan,
  secondsLeft,
} from './upload-row';
import { holdAlone } from './upload-lock';
import { UploadPlace } from './upload-place';

/** How many files are on their way at a time; more would only share the same line. */
const AT_ONCE = 3;

/** How long is waited for the network before the next try, in milliseconds. */
const NETWORK_MS = 10_000;

/** What a window needs of a file that it sends. */
interface Work {
  file: File | null;
  sender: Upload | null;
  begun: { at: number; sent: number };
  letGo: () => void;
}

/** Files on their way from this window: each goes on where it stopped, after pauses, lost networks and reloads. */
@Service()
export class UploadQueue {
  private readonly check = inject(UploadCheck);
  private readonly connection = inject(Connection);
  private readonly errors = inject(SayError);
  private readonly place = inject(UploadPlace);
  private readonly session = inject(Session);
  private readonly token = inject(AccessToken);
  private readonly keeper = new UploadKeeper();
  private readonly all = signal<readonly UploadRow[]>([]);
  private readonly work = new Map<string, Work>();
  private restored: string | null = null;

  readonly rows = this.all.asReadonly();
  readonly open = computed(() => this.all().filter((row) => !isOver(row)).length);

  constructor() {
    effect(() => {
      const back = this.connection.state() === 'online' && this.connection.openCount() > 0;
      if (back) {
        untracked(() => {
          this.resumeAll('offline');
        });
      }
    });
    effect(() => {
      if (!this.session.signedIn()) {
        untracked(() => {
          this.forget();
        });
      }
    });
  }

  /** Takes up what a reload interrupted; what another window sends is left to it. */
  async restore(): Promise<void> {
    const userId = this.session.viewer()?.id ?? null;
    if (userId === null || this.restored === userId) return;
    this.restored = userId;
    for (const { key, row, blob } of await this.keeper.of(userId)) {
      if (this.work.has(key)) continue;
      const letGo = await holdAlone(key);
      if (!letGo) continue;
      const file = blob
        ? new File([blob], row.name, { type: row.mediaType, lastModified: row.lastModified })
        : null;
      this.work.set(key, { file, sender: null, begun: { at: 0, sent: 0 }, letGo });
      this.all.update((rows) => [
        ...rows,
        { ...row, phase: file ? 'waiting' : 'needsFile', secondsLeft: null },
      ]);
    }
    this.next();
  }

  async add(file: File, to: UploadTarget): Promise<void> {
    const key = crypto.randomUUID();
    const row = newRow(key, file, to, this.session.viewer()?.id ?? '');
    this.work.set(key, {
      file,
      sender: null,
      begun: { at: 0, sent: 0 },
      letGo: (await holdAlone(key)) ?? nothing,
    });
    this.all.update((rows) => [...rows, row]);
    await this.keeper.put(row, file);
    this.next();
  }

  pause(key: string): void {
    void this.work.get(key)?.sender?.abort();
    this.tell(key, { phase: 'paused', secondsLeft: null });
    this.next();
  }

  resume(key: string): void {
    this.tell(key, { phase: 'waiting', reason: null });
    this.next();
  }

  pauseAll(): void {
    for (const row of this.all()) if (row.phase === 'sending' || row.phase === 'waiting') this.pause(row.key);
  }

  /** Goes on with all that were paused, or that wait for the network. */
  resumeAll(phase: 'offline' | 'paused' = 'paused'): void {
    for (const row of this.all()) if (row.phase === phase) this.resume(row.key);
  }

  /** Goes on with a file that was chosen again; says whether it is the one that was begun. */
  supply(key: string, file: File): boolean {
    const [row, work] = [this.rowOf(key), this.work.get(key)];
    if (!row || !work || !isSame(row, file)) return false;
    work.file = file;
    this.resume(key);
    return true;
  }

  /** Gives a file up, or takes one that is over from the list. */
  async drop(key: string): Promise<void> {
    const row = this.rowOf(key);
    const work = this.work.get(key);
    await work?.sender?.abort();
    this.work.delete(key);
    work?.letGo();
    this.all.update((rows) => rows.filter((each) => each.key !== key));
    await this.keeper.remove(key);
    this.next();
    if (row?.uploadId && !isOver(row) && row.phase !== 'checking') await this.place.giveUp(row.uploadId);
  }

  /** Takes everything that is over from the list. */
  tidy(): void {
    for (const row of this.all()) if (isOver(row)) void this.drop(row.key);
  }

  /** Begins as many of those that wait as there is room for. */
  private next(): void {
    const room = AT_ONCE - this.all().filter(isSending).length;
    const waiting = this.all().filter(({ phase }) => phase === 'waiting');
    for (const { key } of waiting.slice(0, Math.max(0, room))) {
      this.tell(key, { phase: 'sending' });
      void this.send(key);
    }
  }

  private async send(key: string): Promise<void> {
    const file = this.work.get(key)?.file;
    if (!file) {
      this.tell(key, { phase: 'needsFile' });
      return;
    }
    try {
      const url = await this.begin(key);
      // It may have been given up or paused while it was begun.
      const work = this.work.get(key);
      if (!work || this.rowOf(key)?.phase !== 'sending') return;
      work.begun = { at: Date.now(), sent: -1 };
      work.sender = await sendBytes({
        ...{ file, url, token: () => this.token.fresh() },
        progress: (sent) => {
          this.progress(key, sent);
        },
        done: () => void this.arrive(key),
        failed: (failure) => {
          this.stop(key, failure);
        },
      });
    } catch (error) {
      // Refused before the first byte, or not reached: said at the file itself.
      this.refuse(key, error);
    }
  }

  /** Where its bytes go; it is reserved once. */
  private async begin(key: string): Promise<string> {
    const row = this.rowOf(key);
    if (!row) throw new DOMException('Given up', 'AbortError');
    if (row.url !== null) return row.url;
    const place = await this.place.reserve(row);
    this.tell(key, place);
    const begun = this.rowOf(key);
    if (begun) await this.keeper.begun(begun);
    return place.url;
  }

  private progress(key: string, sent: number): void {
    const [row, work] = [this.rowOf(key), this.work.get(key)];
    if (row?.phase !== 'sending' || !work) return;
    if (work.begun.sent < 0) work.begun = { at: Date.now(), sent };
    this.tell(key, { sent, secondsLeft: secondsLeft({ size: row.size, sent }, work.begun, Date.now()) });
  }

  private async arrive(key: string): Promise<void> {
    const row = this.rowOf(key);
    if (!row?.uploadId) return;
    this.tell(key, { sent: row.size, phase: 'checking', secondsLeft: null });
    await this.keeper.remove(key);
    this.next();
    try {
      const { fileId, refusedBecause } = await this.check.now(row.uploadId);
      if (fileId === null) this.end(key, { phase: 'refused', reason: refusedBecause });
      else this.await(key, fileId);
    } catch {
      // It is there; that nobody says so now changes nothing about it.
      this.end(key, { phase: 'unscanned' });
    }
  }

  /** Follows the check for viruses to its end. */
  private await(key: string, fileId: string): void {
    this.tell(key, { fileId });
    this.check.follow(fileId).subscribe({
      next: ({ scan, scanBecause }) => {
        const phase = phaseOfScan(scan);
        if (phase) this.end(key, { phase, reason: phase === 'locked' ? scanBecause : null });
      },
      error: () => {
        this.end(key, { phase: 'unscanned' });
      },
    });
  }

  private stop(key: string, { isNetwork, isPassing, reason }: SendFailure): void {
    if (this.rowOf(key)?.phase !== 'sending') return;
    if (isNetwork) this.awaitNetwork(key);
    else if (isPassing) this.tell(key, { phase: 'failed', reason, secondsLeft: null });
    else this.end(key, { phase: 'refused', reason });
    this.next();
  }

  private refuse(key: string, error: unknown): void {
    const phase = phaseAfter(error);
    const reason = phase === 'offline' ? null : this.errors.sentence(error);
    if (phase === 'refused') this.end(key, { phase, reason });
    else if (phase === 'offline') this.awaitNetwork(key);
    else this.tell(key, { phase, reason });
    this.next();
  }

  /** The line may stand while this way is closed, so that nobody says when it opens: it is tried now and then. */
  private awaitNetwork(key: string): void {
    this.tell(key, { phase: 'offline', secondsLeft: null });
    setTimeout(() => {
      if (this.rowOf(key)?.phase === 'offline') this.resume(key);
    }, NETWORK_MS);
  }

  private end(key: string, change: Pick<UploadRow, 'phase'> & Partial<UploadRow>): void {
    this.tell(key, { ...change, secondsLeft: null });
    void this.keeper.remove(key);
    this.work.get(key)?.letGo();
  }

  /** Whoever signs out leaves their files with the browser, for when they come back. */
  private forget(): void {
    for (const { sender, letGo } of this.work.values()) {
      void sender?.abort();
      letGo();
    }
    this.work.clear();
    this.restored = null;
    this.all.set([]);
  }

  private rowOf(key: string): UploadRow | undefined {
    return this.all().find((row) => row.key === key);
  }

  private tell(key: string, change: Partial<UploadRow>): void {
    this.all.update((rows) => rows.map((row) => (row.key === key ? { ...row, ...change } : row)));
  }
}

const nothing = (): void => undefined;
