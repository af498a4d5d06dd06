import { type WritableSignal, effect, inject, signal, untracked } from '@angular/core';
import { Apollo } from 'apollo-angular';
import type { HistoryPageQueryVariables } from '../../../generated/graphql';
import { SayError } from '../../core/errors/say-error';
import type { ChannelData, Message } from './channel-events.rules';

/** Which part of a history is asked for. */
export type Place = Omit<HistoryPageQueryVariables, 'channelId'>;

/** What is loaded when a conversation opens, and around a place that one goes to. */
export const pageSize = 50;
/** What is loaded while one scrolls: little enough that taking it in holds up no frame for long. */
const stepSize = 15;

/** The history of a conversation, of which a part is there: what is before and after it is loaded as one comes near. */
export class HistoryParts {
  private readonly apollo = inject(Apollo);
  private readonly errors = inject(SayError);

  readonly loadingOlder = signal(false);
  readonly loadingNewer = signal(false);
  /** Position of the newest message that an event told of while the end was not there to put it; -1 for none. */
  private toldUpTo = -1;

  /** Made where effects can be; `known` is the part that is there, and `read` puts another beside it. */
  constructor(
    private readonly known: () => ChannelData['messages'] | undefined,
    private readonly read: (place: Place) => Promise<readonly Message[]>,
  ) {
    // A page that was asked for before a message was sent may come after its event: what is between is asked for.
    effect(() => {
      const { nodes, pageInfo } = this.known() ?? {};
      if (!pageInfo || pageInfo.hasNextPage || (nodes?.at(-1)?.seq ?? -1) >= this.toldUpTo) return;
      this.toldUpTo = -1;
      const place = pageInfo.endCursor ? { first: stepSize, after: pageInfo.endCursor } : { last: pageSize };
      untracked(() => void this.load(this.loadingNewer, place));
    });
  }

  /** An event told of a message whose place is at an end that is not there. */
  tell(seq: number): void {
    this.toldUpTo = seq;
  }

  async loadOlder(): Promise<void> {
    const info = this.known()?.pageInfo;
    if (!info?.hasPreviousPage || !info.startCursor || this.loadingOlder()) return;
    await this.load(this.loadingOlder, { last: stepSize, before: info.startCursor });
    this.forgetFar();
  }

  async loadNewer(): Promise<void> {
    const info = this.known()?.pageInfo;
    if (!info?.hasNextPage || !info.endCursor || this.loadingNewer()) return;
    await this.load(this.loadingNewer, { first: stepSize, after: info.endCursor });
    this.forgetFar();
  }

  /** Loads the surroundings of a message; says whether it exists. */
  async loadAround(messageId: string): Promise<boolean> {
    const found = await this.load(this.loadingOlder, { first: pageSize, around: messageId });
    return found.some(({ id }) => id === messageId);
  }

  /** Loads what was said at a time; answers with the first message from then on, or the last before it. */
  async loadTime(time: Date): Promise<string | null> {
    const found = await this.load(this.loadingOlder, { first: pageSize, aroundTime: time.toISOString() });
    const first = found.find(({ sentAt }) => Date.parse(sentAt) >= time.getTime());
    return (first ?? found.at(-1))?.id ?? null;
  }

  /** Loads the newest messages again after a jump into the past. */
  async loadNewest(): Promise<void> {
    if (!this.known()?.pageInfo.hasNextPage) return;
    await this.load(this.loadingNewer, { last: pageSize });
    this.forgetFar();
  }

  /** What the cache dropped as too far away is garbage now; it is found in a task of its own, which no frame waits for. */
  private forgetFar(): void {
    setTimeout(() => this.apollo.client.cache.gc());
  }

  private async load(busy: WritableSignal<boolean>, place: Place): Promise<readonly Message[]> {
    busy.set(true);
    try {
      return await this.read(place);
    } catch (error) {
      // What is shown stays; scrolling on asks again.
      this.errors.toast(error);
      return [];
    } finally {
      busy.set(false);
    }
  }
}
