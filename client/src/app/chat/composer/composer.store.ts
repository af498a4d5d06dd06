import { Service, computed, effect, inject, linkedSignal, untracked } from '@angular/core';
import { Outbox } from '../../core/graphql/outbox';
import type { OutboxItem } from '../../core/graphql/outbox.rules';
import type { Message } from '../channel/channel-events.rules';
import { ChannelStore } from '../channel/channel.store';
import { Conversation } from '../channel/conversation';
import { MessageDeeds } from '../history/message-deeds';
import { Typing } from '../typing/typing.store';
import { type Draft, Drafts } from './drafts';
import { type WrittenMention, toStoredText, toWrittenText } from './mention.rules';

/** What is being written in the channel on screen, and what becomes of it. */
@Service({ autoProvided: false })
export class ComposerStore {
  private readonly channel = inject(ChannelStore);
  private readonly conversation = inject(Conversation);
  private readonly drafts = inject(Drafts);
  private readonly outbox = inject(Outbox);
  private readonly deeds = inject(MessageDeeds);
  private readonly typing = inject(Typing);

  private readonly occasion = computed(() => ({
    channelId: this.channel.channelId(),
    editing: this.conversation.editing(),
    revising: this.conversation.revising(),
  }));
  /** What was there before; taken up again with each channel and each message that is changed. */
  readonly text = linkedSignal(() => this.before().text);
  readonly mentions = linkedSignal(() => this.before().mentions);
  readonly empty = computed(() => this.text().trim() === '');
  /** Whether everybody is addressed, which is worth a word before it is sent. */
  readonly callsEveryone = computed(() => toStoredText(this.text(), []).includes('(mention:channel)'));

  constructor() {
    effect(() => {
      const channelId = this.channel.channelId();
      const draft = { text: this.text(), mentions: this.mentions() };
      if (channelId && !this.conversation.changing()) {
        untracked(() => {
          this.drafts.keep(channelId, draft);
        });
      }
    });
  }

  write(text: string): void {
    this.text.set(text);
    if (text.trim() === '') this.typing.stopped();
    else if (!this.conversation.changing()) this.typing.active();
  }

  mention(mention: WrittenMention): void {
    if (mention.target.includes('_')) this.mentions.update((mentions) => [...mentions, mention]);
  }

  async send(): Promise<void> {
    const channelId = this.channel.channelId();
    if (this.empty() || !channelId) return;
    const text = toStoredText(this.text().trim(), this.mentions());
    const editing = this.conversation.editing();
    if (editing) return this.change(editing, text);
    const revising = this.conversation.revising();
    if (revising) return this.revise(revising, text);
    const replyToId = this.conversation.replyingTo()?.id ?? null;
    this.clear(channelId);
    const input = { channelId, text, replyToId, key: crypto.randomUUID() };
    const afterSeq = this.channel.newestSeq();
    await this.outbox.enqueue({ kind: 'sendMessage', channelId, input, afterSeq });
  }

  /** Leaves the reply or the change; says whether there was one. */
  cancel(): boolean {
    const busy = this.conversation.changing() || this.conversation.replyingTo() !== null;
    this.conversation.stop();
    return busy;
  }

  /** Takes up the viewer's newest message; says whether there is one. */
  editLast(): boolean {
    const viewerId = this.channel.viewerId();
    const last = this.channel
      .messages()
      .findLast(({ author, deletedAt, kind }) => author?.id === viewerId && !deletedAt && kind !== 'SYSTEM');
    if (last) this.conversation.edit(last);
    return Boolean(last);
  }

  private before(): Draft {
    const { channelId, editing, revising } = this.occasion();
    if (revising) return toWrittenText(revising.input.text);
    if (editing) return toWrittenText(editing.text ?? '');
    const draft = channelId ? untracked(() => this.drafts.read(channelId)) : null;
    return draft ?? { text: '', mentions: [] };
  }

  private async change(message: Message, text: string): Promise<void> {
    const unchanged = text === message.text;
    if (unchanged || (await this.deeds.edit(message, text))) this.conversation.editing.set(null);
  }

  private async revise({ key }: OutboxItem, text: string): Promise<void> {
    this.conversation.revising.set(null);
    await this.outbox.revise(key, text);
  }

  private clear(channelId: string): void {
    this.text.set('');
    this.mentions.set([]);
    this.conversation.replyingTo.set(null);
    this.channel.forgetUnreadLine();
    this.drafts.drop(channelId);
    this.typing.stopped();
  }
}
