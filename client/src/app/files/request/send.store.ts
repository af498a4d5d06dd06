import { Service, inject, signal } from '@angular/core';
import { Apollo } from 'apollo-angular';
import { firstValueFrom } from 'rxjs';
import {
  SendToRequestDocument,
  WhatIsAskedForDocument,
  type WhatIsAskedForQuery,
} from '../../../generated/graphql';
import { SayError } from '../../core/errors/say-error';
import { errorCodes } from '../../core/errors/error-code';
import { change } from '../../core/graphql/change';
import { AccessToken } from '../../core/session/access-token';
import { sendBytes } from '../../core/files/send-bytes';

/** What is asked for, by who made the request. */
export type AskedFor = NonNullable<WhatIsAskedForQuery['openFileRequest']>;

/** A file that is sent: how far it is, or why it is not taken. */
export interface SentFile {
  readonly key: string;
  readonly file: File;
  readonly sent: number;
  readonly phase: 'sending' | 'arrived' | 'failed';
  readonly reason: string | null;
  /** Whether trying again would end as it did. */
  readonly refused: boolean;
}

/** Sends files to who asked for them, for whoever has the link, with an account or without. */
@Service({ autoProvided: false })
export class SendStore {
  private readonly apollo = inject(Apollo);
  private readonly errors = inject(SayError);
  private readonly access = inject(AccessToken);
  private readonly asked = signal<AskedFor | null>(null);
  private readonly rows = signal<readonly SentFile[]>([]);
  private token = '';

  readonly state = signal<'opening' | 'open' | 'over' | 'unreachable'>('opening');
  readonly error = signal<string | null>(null);
  readonly request = this.asked.asReadonly();
  readonly files = this.rows.asReadonly();

  async begin(token: string): Promise<void> {
    this.token = token;
    this.state.set('opening');
    await this.look();
  }

  /** Sends each; one that is refused does not keep the others from coming. */
  async send(files: readonly File[], senderName: string): Promise<void> {
    await Promise.all(files.map((file) => this.sendOne(crypto.randomUUID(), file, senderName)));
  }

  async again({ key, file }: SentFile, senderName: string): Promise<void> {
    await this.sendOne(key, file, senderName);
  }

  private async look(): Promise<void> {
    const variables = { token: this.token };
    const query = { query: WhatIsAskedForDocument, variables, fetchPolicy: 'no-cache' } as const;
    try {
      const { data } = await firstValueFrom(this.apollo.query(query));
      this.asked.set(data?.openFileRequest ?? null);
      this.state.set(data?.openFileRequest?.isOpen ? 'open' : 'over');
    } catch (error) {
      // The server or the network is away: it is said, and what was asked for before still stands.
      this.error.set(this.errors.sentence(error));
      if (this.state() === 'opening') this.state.set('unreachable');
    }
  }

  private async sendOne(key: string, file: File, senderName: string): Promise<void> {
    this.put({ key, file, sent: 0, phase: 'sending', reason: null, refused: false });
    const input = {
      ...{ name: file.name, size: file.size, key, requestToken: this.token },
      ...(file.type && { mediaType: file.type }),
      ...(senderName && { senderName }),
    };
    try {
      const { startUpload } = await change(this.apollo, SendToRequestDocument, { input });
      await this.stream(key, file, new URL(startUpload.url, location.origin).href);
    } catch (error) {
      // Too large, of a kind that is not asked for, too many, or no network: it is said beside the file.
      const refused = errorCodes(error).some((code) => code === 'INVALID' || code === 'FORBIDDEN');
      this.update(key, { phase: 'failed', reason: this.errors.sentence(error), refused });
      // It may have ended meanwhile: nobody tells strangers.
      await this.look();
    }
  }

  private async stream(key: string, file: File, url: string): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<null>();
    await sendBytes({
      ...{ file, url },
      token: () => this.access.fresh(),
      progress: (sent) => {
        this.update(key, { sent });
      },
      done: () => {
        this.update(key, { phase: 'arrived', sent: file.size });
        resolve(null);
      },
      failed: ({ reason }) => {
        this.update(key, { phase: 'failed', reason });
        resolve(null);
      },
    });
    await promise;
    // How many more are taken, and whether any are.
    await this.look();
  }

  private put(row: SentFile): void {
    this.rows.update((rows) => [...rows.filter(({ key }) => key !== row.key), row]);
  }

  private update(key: string, what: Partial<SentFile>): void {
    this.rows.update((rows) => rows.map((row) => (row.key === key ? { ...row, ...what } : row)));
  }
}
