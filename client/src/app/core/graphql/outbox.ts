import { Service, type Signal, computed, effect, inject, signal, untracked } from '@angular/core';
import { Apollo } from 'apollo-angular';
import { firstValueFrom } from 'rxjs';
import { type SendFromOutboxMutation, SendFromOutboxDocument } from '../../../generated/graphql';
import { errorCodes } from '../errors/error-code';
import { SayError } from '../errors/say-error';
import { Session } from '../session/session';
import { OutboxStore } from './outbox.store';
import { type OutboxItem, type OutgoingMessage, afterRefusal, inOrder, nextPerChannel } from './outbox.rules';
import { reconnectDelay } from './reconnect.rules';

/** What a feature hands over to be sent. */
export interface OutboxRequest {
  readonly kind: 'sendMessage';
  readonly channelId: string;
  readonly input: OutgoingMessage;
}

const SETTLED_AFTER_MS = 30_000;

/**
 * Sends what was written, in order per channel, until each is answered: across lost networks, reloads and closed
 * windows, in one tab at a time. What is shown is shown at once.
 */
@Service()
export class Outbox {
  private readonly apollo = inject(Apollo);
  private readonly session = inject(Session);
  private readonly errors = inject(SayError);
  private readonly store = new OutboxStore();
  private readonly others = new BroadcastChannel('parley-outbox');
  private readonly items = signal<readonly OutboxItem[]>([]);
  private readonly userId = computed(() => this.session.viewer()?.id ?? null);
  private wake: (() => void) | undefined;
  private draining = false;

  /** How many wait or failed, in all channels. */
  readonly unsentCount = computed(() => this.items().filter(({ state }) => state !== 'sent').length);

  constructor() {
    this.others.onmessage = () => void this.load();
    addEventListener('online', () => this.wake?.());
    effect(() => {
      const userId = this.userId();
      untracked(() => {
        this.items.set([]);
        if (userId) void this.load();
      });
    });
  }

  /** What was written in a channel and is not yet among its messages, in order. */
  pending(channelId: string): Signal<readonly OutboxItem[]> {
    return computed(() => inOrder(this.items().filter((item) => item.channelId === channelId)));
  }

  async enqueue({ kind, channelId, input }: OutboxRequest): Promise<void> {
    const userId = this.userId();
    if (!userId) return;
    const order = Math.max(Date.now(), ...this.items().map((item) => item.order + 1));
    const queuedAt = new Date().toISOString();
    await this.keep({ key: input.key, userId, channelId, kind, input, order, queuedAt, state: 'waiting' });
    void this.drain();
  }

  /** Sends something again that was refused; it goes behind what was written since. */
  async retry(key: string): Promise<void> {
    const item = this.items().find((candidate) => candidate.key === key);
    if (!item) return;
    await this.keep({ ...item, state: 'waiting', order: Date.now() });
    void this.drain();
  }

  /** Gives up on something, or forgets what is now shown as a message. */
  async discard(key: string): Promise<void> {
    this.items.update((items) => items.filter((item) => item.key !== key));
    await this.store.remove(key);
    this.others.postMessage('changed');
  }

  private async load(): Promise<void> {
    const userId = this.userId();
    if (!userId) return;
    const kept = await this.store.of(userId);
    const sent = this.items().filter(({ state }) => state === 'sent');
    this.items.set([...kept, ...sent]);
    this.wake?.();
    if (nextPerChannel(kept).length > 0) void this.drain();
  }

  private async keep(item: OutboxItem): Promise<void> {
    this.show(item);
    await this.store.put(item);
    this.others.postMessage('changed');
  }

  private show(item: OutboxItem): void {
    this.items.update((items) => [...items.filter(({ key }) => key !== item.key), item]);
  }

  private async drain(): Promise<void> {
    this.wake?.();
    if (this.draining) return;
    this.draining = true;
    await navigator.locks.request('parley-outbox', () => this.sendAll());
    this.draining = false;
    if (nextPerChannel(this.items()).length > 0) void this.drain();
  }

  private async sendAll(): Promise<void> {
    for (let failures = 0; ;) {
      const userId = this.userId();
      const next = userId ? nextPerChannel(await this.store.of(userId)) : [];
      if (next.length === 0) return;
      const answered = await Promise.all(next.map((item) => this.send(item)));
      failures = answered.some(Boolean) ? 0 : failures + 1;
      if (!answered.every(Boolean)) await this.pause(failures);
    }
  }

  /** Whether the server answered, be it with a refusal. */
  private async send(item: OutboxItem): Promise<boolean> {
    const mutation = SendFromOutboxDocument;
    try {
      const { data } = await firstValueFrom(
        this.apollo.mutate({ mutation, variables: { input: item.input } }),
      );
      if (data) await this.sent(item, data);
      return true;
    } catch (error) {
      // A line that breaks cannot be told from an answer that was lost; the key makes sending again harmless.
      if (afterRefusal(errorCodes(error)) === 'again') return false;
      await this.keep({ ...item, state: 'failed', reason: this.errors.sentence(error) });
      return true;
    }
  }

  private async sent(item: OutboxItem, { sendMessage: { id, seq } }: SendFromOutboxMutation): Promise<void> {
    this.show({ ...item, state: 'sent', messageId: id, seq });
    await this.store.remove(item.key);
    this.others.postMessage('changed');
    setTimeout(() => {
      this.items.update((items) => items.filter(({ key }) => key !== item.key));
    }, SETTLED_AFTER_MS);
  }

  private pause(failures: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, reconnectDelay(failures, null, Math.random));
      this.wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}
