import { Component, computed, effect, inject, input, signal } from '@angular/core';
import { rxResource } from '@angular/core/rxjs-interop';
import { TranslocoPipe } from '@jsverse/transloco';
import { Apollo } from 'apollo-angular';
import { ClosePollDocument, PollVotesDocument, VoteInPollDocument } from '../../../generated/graphql';
import { SayError } from '../../core/errors/say-error';
import { change } from '../../core/graphql/change';
import { read } from '../../core/graphql/read';
import { PluralPipe } from '../../core/i18n/plural';
import { Button } from '../../ui/button/button';
import { Dialogs } from '../../ui/dialog/dialogs';
import type { Message } from '../channel/channel-events.rules';
import { ChannelStore } from '../channel/channel.store';
import { Times } from '../time/times';
import { afterChoice, shareOf } from './poll.rules';

type ShownPoll = NonNullable<Message['poll']>;

/** A question in a message: the answers with their votes, one's own among them, live. */
@Component({
  selector: 'app-poll-view',
  imports: [Button, PluralPipe, TranslocoPipe],
  templateUrl: './poll-view.html',
  styleUrl: './poll-view.scss',
})
export class PollView {
  private readonly apollo = inject(Apollo);
  private readonly errors = inject(SayError);
  private readonly dialogs = inject(Dialogs);
  private readonly store = inject(ChannelStore);
  protected readonly times = inject(Times);

  readonly message = input.required<Message>();
  readonly poll = input.required<ShownPoll>();

  private readonly known = rxResource({
    params: () => this.message().id,
    stream: ({ params: id }) => read(this.apollo, PollVotesDocument, { id }),
  });
  /** What the viewer chose a moment ago, until the answer is there. */
  private readonly chosenNow = signal<readonly string[] | null>(null);
  protected readonly chosen = computed<readonly string[]>(
    () =>
      this.chosenNow() ??
      (this.known.hasValue() ? (this.known.value().message?.poll?.viewerVotes ?? []) : []),
  );
  protected readonly busy = signal(false);
  protected readonly open = computed(() => {
    const { closed, closesAt } = this.poll();
    return !closed && (!closesAt || Date.parse(closesAt) > this.times.now().getTime());
  });
  protected readonly votable = computed(
    () => this.open() && this.store.member() && !this.store.channel()?.archivedAt,
  );
  protected readonly mayClose = computed(() => {
    const own = this.message().author?.id === this.store.viewerId();
    return this.open() && (own || this.store.can().includes('MODERATE'));
  });
  protected readonly answers = computed(() => {
    const { options, voterCount } = this.poll();
    const most = Math.max(...options.map(({ count }) => count));
    return options.map((option) => ({
      ...option,
      share: shareOf(option.count, voterCount),
      chosen: this.chosen().includes(option.id),
      leads: !this.open() && most > 0 && option.count === most,
    }));
  });

  constructor() {
    effect(() => {
      if (this.known.hasValue()) this.chosenNow.set(null);
    });
  }

  protected async vote(optionId: string): Promise<void> {
    const optionIds = afterChoice(this.chosen(), optionId, this.poll().multiple);
    this.chosenNow.set(optionIds);
    await this.settle(() =>
      change(this.apollo, VoteInPollDocument, {
        input: { messageId: this.message().id, optionIds: [...optionIds], key: crypto.randomUUID() },
      }),
    );
    this.chosenNow.set(null);
  }

  protected async close(): Promise<void> {
    await this.settle(() =>
      change(this.apollo, ClosePollDocument, {
        input: { messageId: this.message().id, key: crypto.randomUUID() },
      }),
    );
  }

  protected async showVotes(): Promise<void> {
    const { PollVotes } = await import('./poll-votes');
    this.dialogs.open(PollVotes, this.message().id);
  }

  private async settle(deed: () => Promise<unknown>): Promise<void> {
    this.busy.set(true);
    try {
      await deed();
    } catch (error) {
      // What was chosen before stands again; what stands against the vote is said.
      this.errors.toast(error);
    } finally {
      this.busy.set(false);
    }
  }
}
