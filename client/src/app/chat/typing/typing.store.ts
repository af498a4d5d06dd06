import { DestroyRef, Service, effect, inject, signal, untracked } from '@angular/core';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';
import { Apollo } from 'apollo-angular';
import { EMPTY, Subject, type Subscription, catchError, concatMap } from 'rxjs';
import { SetTypingDocument, type SetTypingInput, TypingDocument } from '../../../generated/graphql';
import { ephemeral } from '../../core/graphql/ephemeral';
import { ChannelStore } from '../channel/channel.store';
import { type Typist, stillTyping, withTypist } from './typing.rules';

const sayEveryMs = 4_000;
const lookEveryMs = 1_000;

/** Who is writing in the channel on screen, and telling others that the viewer is. */
@Service({ autoProvided: false })
export class Typing {
  private readonly apollo = inject(Apollo);
  private readonly channel = inject(ChannelStore);
  private readonly typists = signal<readonly Typist[]>([]);
  // One after the other: "stopped" must not overtake "types".
  private readonly sayings = new Subject<SetTypingInput>();
  private saidAt = 0;

  readonly names = this.typists.asReadonly();

  constructor() {
    effect((onCleanup) => {
      const channelId = this.channel.channelId();
      if (!channelId || !this.channel.member()) return;
      const following = this.follow(channelId);
      onCleanup(() => {
        following.unsubscribe();
      });
    });
    effect(() => {
      const author = this.channel.messages().at(-1)?.author?.id;
      this.typists.update((typists) => typists.filter(({ id }) => id !== author));
    });
    this.sayings
      .pipe(
        // A signal that is lost is replaced by the next one.
        concatMap((input) =>
          this.apollo
            .mutate({ mutation: SetTypingDocument, variables: { input } })
            .pipe(catchError(() => EMPTY)),
        ),
        takeUntilDestroyed(),
      )
      .subscribe();
    const timer = setInterval(() => {
      this.forgetSilent();
    }, lookEveryMs);
    inject(DestroyRef).onDestroy(() => {
      clearInterval(timer);
    });
  }

  /** The viewer typed something; said at most every few seconds. */
  active(): void {
    if (Date.now() - this.saidAt < sayEveryMs) return;
    this.saidAt = Date.now();
    this.say(true);
  }

  /** The viewer sent it or emptied the box. */
  stopped(): void {
    if (this.saidAt === 0) return;
    this.saidAt = 0;
    this.say(false);
  }

  private follow(channelId: string): Subscription {
    this.typists.set([]);
    return ephemeral(this.apollo, { query: TypingDocument, variables: { channelId } }).subscribe({
      next: ({ typing: { user, at, until, threadId } }) => {
        if (threadId !== untracked(this.channel.threadId)) return;
        // The stream is the same for all members, so what the viewer types comes back to them.
        if (!user || user.id === untracked(this.channel.viewerId)) return;
        // How long, not until when: the server's clock is not this browser's.
        const lasts = Date.parse(until) - Date.parse(at);
        const typist = { id: user.id, name: user.displayName, until: Date.now() + lasts };
        this.typists.update((typists) => withTypist(typists, typist, Date.now()));
      },
    });
  }

  private forgetSilent(): void {
    const typing = stillTyping(this.typists(), Date.now());
    if (typing.length < this.typists().length) this.typists.set(typing);
  }

  private say(active: boolean): void {
    const channelId = untracked(this.channel.channelId);
    if (!channelId) return;
    const threadId = untracked(this.channel.threadId);
    this.sayings.next({ channelId, threadId, active, key: crypto.randomUUID() });
  }
}
