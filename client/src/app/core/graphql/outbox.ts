import { Service, type Signal, computed, effect, inject, untracked } from '@angular/core';
import { TranslocoService } from '@jsverse/transloco';
import { Apollo } from 'apollo-angular';
import { firstValueFrom } from 'rxjs';
import { SendFromOutboxDocument, type SendFromOutboxMutation } from '../../../generated/graphql';
import { errorCodes, retryAfterMs } from '../errors/error-code';
import { SayError } from '../errors/say-error';
import type { OutgoingFile } from '../files/outgoing-file';
import { Session } from '../session/session';
import { Toasts } from '../toast/toasts';
import { Connection } from './connection';
import { OutboxFiles, inputOf } from './outbox-files';
import { OutboxItems } from './outbox-items';
import {
  type OutboxItem,
  type OutgoingMessage,
  afterRefusal,
  nextOrder,
  nextPerChannel,
} from './outbox.rules';
import { reconnectDelay } from './reconnect.rules';
import { Waiting } from './waiting';

/** What a feature hands over to be sent. */
export interface OutboxRequest {
  readonly kind: 'sendMessage';
  readonly channelId: string;
  readonly input: OutgoingMessage;
  /** What goes with it and may still be on its way. */
  readonly files?: readonly OutgoingFile[];
  /** Position of the newest message that its author had before them; -1 for none. */
  readonly afterSeq: number;
}

/** What went out this long before the network came back went out into the old one, in milliseconds. */
const LOST_AFTER_MS = 3_000;

/** Nothing depends on looking again by the clock; it only ends a race whose other side never comes. */
const LOOK_AGAIN_MS = 60_000;

/** Whether the server answered, be it with a refusal; if not, how long to leave it alone at least, in milliseconds. */
type Attempt = { readonly answered: true } | { readonly answered: false; readonly waitMs: number };

/**
 * Sends what was written, in order per channel, until each is answered: across lost networks, reloads and closed
 * windows, in one window at a time. What is shown is shown at once, in all of them.
 */
@Service()
export class Outbox {
  private readonly apollo = inject(Apollo);
  private readonly session = inject(Session);
  private readonly errors = inject(SayError);
  private readonly connection = inject(Connection);
  private readonly files = inject(OutboxFiles);
  private readonly toasts = inject(Toasts);
  private readonly texts = inject(TranslocoService);
  private readonly pause = new Waiting();
  private readonly news = new Waiting();
  private readonly items = new OutboxItems(() => {
    this.begin();
  });
  private readonly userId = computed(() => this.session.viewer()?.id ?? null);
  /** What went out and is not answered, and when it went. */
  private readonly underWay = new Map<AbortController, number>();
  private draining = false;

  /** Everything that is not known to be a message yet, in all channels, in the order in which it was written. */
  readonly unsent = computed(() => this.items.all().filter(({ state }) => state !== 'sent'));
  /** How many of them will leave by themselves; what was refused waits for somebody. */
  readonly waitingCount = computed(() => this.unsent().filter(({ state }) => state === 'waiting').length);

  constructor() {
    addEventListener('online', () => {
      this.hurry();
    });
    effect(() => {
      if (this.connection.openCount() > 0) {
        untracked(() => {
          this.hurry();
        });
      }
    });
    effect(() => {
      const userId = this.userId();
      untracked(
        () =>
          void this.items.of(userId).then(() => {
            this.begin();
          }),
      );
    });
  }

  /** What was written in a channel and is not known to be shown as a message, in order. */
  of(channelId: string): Signal<readonly OutboxItem[]> {
    return computed(() => this.items.all().filter((item) => item.channelId === channelId));
  }

  /** Settles when it is kept on this device; it is shown before. */
  async enqueue({ kind, channelId, input, files, afterSeq }: OutboxRequest): Promise<void> {
    const userId = this.userId();
    if (!userId) return;
    const order = nextOrder(this.items.all(), Date.now());
    const queuedAt = new Date().toISOString();
    const item = {
      key: input.key,
      userId,
      channelId,
      kind,
      input,
      order,
      queuedAt,
      afterSeq,
      ...(files && { files }),
    };
    await this.items.keep({ ...item, state: 'waiting', attempted: false });
    this.begin();
  }

  /** Sends something again that was refused; it goes behind what was written since. */
  async retry(key: string): Promise<void> {
    const item = this.items.find(key);
    if (!item) return;
    const order = nextOrder(this.items.all(), Date.now());
    await this.items.keep({ ...this.files.anew(item), state: 'waiting', order });
    this.begin();
  }

  /** Sends other words in place of those that were refused. They are another message, so they have another key. */
  async revise(key: string, text: string): Promise<void> {
    const item = this.items.find(key);
    if (!item) return;
    const { kind, channelId, afterSeq, files } = item;
    const input = { ...item.input, text, key: crypto.randomUUID() };
    await this.enqueue({ kind, channelId, afterSeq, input, ...(files && { files }) });
    await this.items.remove(key);
  }

  /** Gives up on something, or forgets what is now shown as a message. */
  async discard(key: string): Promise<void> {
    const item = this.items.find(key);
    if (item) this.files.forget(item);
    await this.items.remove(key);
  }

  /** What is tried is tried now: the network is back. What went out into the old one is not waited for. */
  private hurry(): void {
    for (const [sending, since] of this.underWay) if (Date.now() - since > LOST_AFTER_MS) sending.abort();
    this.pause.wake();
    this.begin();
  }

  private begin(): void {
    this.news.wake();
    if (this.draining || nextPerChannel(this.items.all()).size === 0) return;
    this.draining = true;
    void navigator.locks
      .request('parley-outbox', () => this.sendAll())
      .finally(() => {
        this.draining = false;
        this.begin();
      });
  }

  /** Channels are sent side by side, so that one that is refused or slow holds up no other. */
  private async sendAll(): Promise<void> {
    // Another window had the lock until now.
    await this.items.load();
    const lanes = new Map<string, Promise<unknown>>();
    for (;;) {
      for (const channelId of nextPerChannel(this.items.all()).keys()) {
        if (lanes.has(channelId)) continue;
        lanes.set(
          channelId,
          this.sendChannel(channelId).finally(() => lanes.delete(channelId)),
        );
      }
      if (lanes.size === 0) return;
      await Promise.race([...lanes.values(), this.news.for(LOOK_AGAIN_MS)]);
    }
  }

  private async sendChannel(channelId: string): Promise<void> {
    for (let failures = 0; ;) {
      const item = nextPerChannel(this.items.all()).get(channelId);
      if (!item) return;
      const attempt = await this.send(item);
      failures = attempt.answered ? 0 : failures + 1;
      if (!attempt.answered) {
        await this.pause.for(Math.max(attempt.waitMs, reconnectDelay(failures - 1, null, Math.random)));
      }
    }
  }

  private async send(waiting: OutboxItem): Promise<Attempt> {
    const item = await this.withFiles(waiting);
    if (!item) return { answered: false, waitMs: 0 };
    if (item.state === 'failed') return { answered: true };
    if (!item.attempted) await this.items.keep({ ...item, attempted: true });
    const sending = new AbortController();
    this.underWay.set(sending, Date.now());
    try {
      const { data } = await firstValueFrom(
        this.apollo.mutate({
          mutation: SendFromOutboxDocument,
          variables: { input: inputOf(item) },
          context: { fetchOptions: { signal: sending.signal } },
        }),
      );
      if (data) await this.sent(item, data.sendMessage);
      return { answered: true };
    } catch (error) {
      // A line that breaks cannot be told from an answer that was lost; the key makes sending again harmless.
      if (afterRefusal(errorCodes(error)) === 'again') {
        return { answered: false, waitMs: retryAfterMs(error) };
      }
      await this.items.keep({ ...item, state: 'failed', reason: this.errors.sentence(error) });
      return { answered: true };
    } finally {
      this.underWay.delete(sending);
    }
  }

  /** Its files go first; null while the line is away, or where somebody threw it away meanwhile. */
  private async withFiles(item: OutboxItem): Promise<OutboxItem | null> {
    if (!item.files) return item;
    const isWanted = (): boolean => this.items.find(item.key) !== undefined;
    const sent = await this.files.send(item, async (each) => {
      if (isWanted()) await this.items.keep(each);
    });
    if (!isWanted()) return { ...item, state: 'failed' };
    if (sent?.state === 'failed') await this.items.keep(sent);
    return sent;
  }

  /** It waits for somebody to look at it: it is with the server, and becomes a message only if they let it. */
  private async held(key: string): Promise<void> {
    await this.discard(key);
    this.toasts.done(this.texts.translate('error.held'));
  }

  /** What it became is known, and that what is sent into the channel from now on comes after it. */
  private async sent(
    item: OutboxItem,
    { id, seq, heldAt }: SendFromOutboxMutation['sendMessage'],
  ): Promise<void> {
    if (heldAt) {
      await this.held(item.key);
      return;
    }
    this.files.forget(item);
    const later = this.items
      .all()
      .filter(({ channelId, state }) => channelId === item.channelId && state === 'waiting');
    await Promise.all([
      this.items.keep({ ...item, state: 'sent', messageId: id }),
      ...later
        .filter(({ key }) => key !== item.key)
        .map((other) => this.items.keep({ ...other, afterSeq: Math.max(other.afterSeq, seq) })),
    ]);
  }
}
