import { Service, computed, effect, inject, linkedSignal, signal, untracked } from '@angular/core';
import { TranslocoService } from '@jsverse/transloco';
import type { AttachmentInput } from '../../../generated/graphql';
import { type OutgoingFile, toAttachment } from '../../core/files/outgoing-file';
import { Outbox } from '../../core/graphql/outbox';
import type { OutboxItem, OutgoingMessage } from '../../core/graphql/outbox.rules';
import type { Message } from '../channel/channel-events.rules';
import { keptFiles } from '../attachment/kept-file.rules';
import { PickedFiles, type PickingPlace, placeOfChange } from '../attachment/picked-files';
import { ChannelStore } from '../channel/channel.store';
import { Conversation } from '../channel/conversation';
import { saidOf } from '../drafts/draft-sync.rules';
import { messageRights } from '../history/message-actions.rules';
import { MessageDeeds } from '../history/message-deeds';
import { Typing } from '../typing/typing.store';
import type { Recorded } from '../voice/recording';
import type { ComposerPlace, MessageExtras } from './composer-part';
import type { CommandOutcome } from './command';
import { commandIn, unescapedSlash } from './command.rules';
import { Commands } from './commands';
import { type Draft, Drafts } from './drafts';
import { type WrittenMention, reachOf, toStoredText, toWrittenText } from './mention.rules';

/** What is being written in the channel on screen, and what becomes of it. */
@Service({ autoProvided: false })
export class ComposerStore {
  private readonly channel = inject(ChannelStore);
  private readonly conversation = inject(Conversation);
  private readonly drafts = inject(Drafts);
  private readonly outbox = inject(Outbox);
  private readonly deeds = inject(MessageDeeds);
  private readonly typing = inject(Typing);
  private readonly picked = inject(PickedFiles);
  private readonly commands = inject(Commands);
  private readonly texts = inject(TranslocoService);

  private readonly occasion = computed(() => ({
    placeId: this.channel.placeId(),
    editing: this.conversation.editing(),
    revising: this.conversation.revising(),
  }));
  /** What was there before; taken up again with each channel and each message that is changed. */
  readonly text = linkedSignal(() => this.before().text);
  readonly mentions = linkedSignal(() => this.before().mentions);
  /** What the message carries beside its words; each feature knows its own fields, and takes them out again. */
  readonly extras = linkedSignal<string | null, MessageExtras>({
    source: () => this.channel.placeId(),
    computation: () => ({}),
  });
  /** Where its files are chosen: none where words that were refused are written anew, or somebody else's were sent on. */
  private readonly filesPlace = computed<PickingPlace | null>(() => {
    const [channelId, placeId] = [this.channel.channelId() ?? '', this.channel.placeId() ?? ''];
    const editing = this.conversation.editing();
    if (this.conversation.revising() || editing?.forwarded) return null;
    return { channelId, placeId: editing ? placeOfChange(editing.id) : placeId };
  });
  /** Files that go with it; they are on their way already. */
  readonly files = computed(() => {
    const place = this.filesPlace();
    return place ? this.picked.of(place.placeId) : [];
  });
  readonly empty = computed(() => this.text().trim() === '');
  /** Whether there is something to send: words, or what stands for itself. */
  readonly ready = computed(() => !this.empty() || this.carries());
  readonly place = computed<ComposerPlace>(() => ({
    channelId: this.channel.channelId() ?? '',
    placeId: this.channel.placeId() ?? '',
    can: this.channel.can(),
    changing: this.conversation.changing(),
    files: this.filesPlace(),
  }));
  /** Whether everybody is addressed, which is worth a word before it is sent. */
  readonly callsEveryone = computed(() => toStoredText(this.text(), []).includes('(mention:channel)'));

  /** Whom the text addresses and where it leads, and nothing else of it; empty when there is neither. */
  readonly addressed = computed(() => reachOf(toStoredText(this.text(), this.mentions())));

  /** Whether a voice message is being spoken. */
  readonly recording = linkedSignal<string | null, boolean>({
    source: () => this.channel.channelId(),
    computation: () => false,
  });
  /** Why the command in the box was not done: a sentence; null as long as nothing stands against it. */
  readonly refused = linkedSignal<string, string | null>({ source: this.text, computation: () => null });

  /** Whether it is to be sent at nine by the clock of the other one; whoever does it takes the asking back. */
  readonly morningWanted = signal(false);

  constructor() {
    effect(() => {
      const arrived = this.drafts.arrived();
      untracked(() => {
        if (arrived?.place === this.channel.placeId() && !this.conversation.changing()) {
          this.catchUp();
        }
      });
    });
    effect((onCleanup) => {
      const message = this.conversation.editing();
      if (!message) return;
      const place = placeOfChange(message.id);
      untracked(() => {
        this.picked.set(place, keptFiles(message.attachments, this.channel.channelId() ?? ''));
      });
      onCleanup(() => {
        this.picked.leave(place);
      });
    });
    effect(() => {
      const text = this.conversation.restored();
      if (text === null || !this.empty()) return;
      this.conversation.restored.set(null);
      const { text: written, mentions } = toWrittenText(text);
      this.text.set(written);
      this.mentions.set(mentions);
    });
    effect(() => {
      const placeId = this.channel.placeId();
      const draft = { text: this.text(), mentions: this.mentions() };
      if (placeId && !this.conversation.changing()) {
        untracked(() => {
          this.drafts.keep(placeId, draft, this.channel.channelId());
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
    if (!this.ready() || !channelId) return;
    if (!this.conversation.changing() && (await this.command(channelId))) return;
    const text = toStoredText(unescapedSlash(this.text().trim()), this.mentions());
    const editing = this.conversation.editing();
    if (editing) return this.change(editing, text);
    const revising = this.conversation.revising();
    if (revising) return this.revise(revising, text);
    await this.deliver(channelId, text);
  }

  /** Sends what was spoken, as a message of its own; what is written stays. */
  async sendVoice({ blob, seconds, waveform }: Recorded): Promise<void> {
    const channelId = this.channel.channelId();
    if (!channelId) return;
    const measures = { durationSeconds: seconds, waveform: [...waveform] };
    const named = { key: crypto.randomUUID(), name: `voice.${endingOf(blob.type)}`, channelId };
    await this.enqueue(channelId, { text: null }, [{ ...named, blob, caption: '', role: 'VOICE', measures }]);
  }

  /** What would be sent now, whole but for its key; null where that is nothing, or a change of what was said. */
  outgoing(): Omit<OutgoingMessage, 'key'> | null {
    const channelId = this.channel.channelId();
    if (!channelId || !this.ready() || this.conversation.changing()) return null;
    const text = toStoredText(unescapedSlash(this.text().trim()), this.mentions());
    const replyToId = this.conversation.replyingTo()?.id ?? null;
    return { ...this.extras(), channelId, threadId: this.channel.threadId(), text: text || null, replyToId };
  }

  /** Empties the box: what was in it is kept elsewhere. */
  leave(): void {
    const channelId = this.channel.channelId();
    if (!channelId) return;
    this.picked.take(this.channel.placeId() ?? channelId);
    this.clear(channelId);
  }

  /** Sends something that is a message of its own, such as a vote; what is written stays. */
  async sendBeside(extras: MessageExtras): Promise<void> {
    const channelId = this.channel.channelId();
    if (channelId) await this.enqueue(channelId, { text: null, ...extras }, []);
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
      .findLast((message) => messageRights(message, viewerId, this.channel.can()).edit);
    if (last) this.conversation.edit(last);
    return Boolean(last);
  }

  /** Whether it may be sent without words. */
  private carries(): boolean {
    if (this.files().length > 0) return true;
    const message = this.conversation.editing();
    if (message) return Boolean(message.poll ?? message.cardId ?? message.forwarded);
    return !this.conversation.revising() && standsAlone(this.extras());
  }

  private before(): Draft {
    const { placeId, editing, revising } = this.occasion();
    if (revising) return toWrittenText(revising.input.text ?? '');
    if (editing) return toWrittenText(editing.text ?? '');
    const draft = placeId ? untracked(() => this.drafts.read(placeId)) : null;
    return draft ?? { text: '', mentions: [] };
  }

  /** Another device went on with the draft that is on screen. */
  private catchUp(): void {
    const { text, mentions } = this.before();
    if (text === this.text()) return;
    this.mentions.set([...mentions]);
    this.text.set(text);
  }

  private async change(message: Message, text: string): Promise<void> {
    const attachments = await this.changedFiles(message);
    const unchanged = text === (message.text ?? '') && attachments === undefined;
    if (attachments === null) return;
    if (unchanged || (await this.deeds.edit(message, text, attachments))) this.conversation.editing.set(null);
  }

  /** What the message shows from now on, once all of it is with the server; nothing where that stays, null where a file failed. */
  private async changedFiles(message: Message): Promise<readonly AttachmentInput[] | null | undefined> {
    const before = keptFiles(message.attachments, '').map(toAttachment);
    if (message.forwarded) return undefined;
    const sent = await this.picked.withServer(placeOfChange(message.id));
    const attachments = sent?.map(toAttachment) ?? null;
    return attachments && saidOf('', attachments) === saidOf('', before) ? undefined : attachments;
  }

  private async revise({ key }: OutboxItem, text: string): Promise<void> {
    this.conversation.revising.set(null);
    await this.outbox.revise(key, text);
  }

  /** Does what the text asks for, where it asks for a command; says whether it does. */
  private async command(channelId: string): Promise<boolean> {
    const written = commandIn(this.text());
    if (!written) return false;
    const command = this.commands.named(written.name);
    const outcome: CommandOutcome = command
      ? await command.run({ text: written.argument, mentions: this.mentions() })
      : { refused: this.texts.translate('chat.command.unknown', { name: written.name }) };
    if (!outcome) this.clear(channelId);
    else if ('refused' in outcome) this.refused.set(outcome.refused);
    else await this.deliver(channelId, toStoredText(outcome.send, this.mentions()));
    return true;
  }

  private async deliver(channelId: string, text: string): Promise<void> {
    const replyToId = this.conversation.replyingTo()?.id ?? null;
    const content = { ...this.extras(), text: text || null, replyToId };
    const files = this.picked.take(this.channel.placeId() ?? channelId);
    this.clear(channelId);
    await this.enqueue(channelId, content, files);
  }

  private async enqueue(
    channelId: string,
    content: MessageExtras,
    files: readonly OutgoingFile[],
  ): Promise<void> {
    const threadId = this.channel.threadId();
    const input = { ...content, channelId, threadId, key: crypto.randomUUID() };
    const afterSeq = this.channel.newestSeq();
    const carried = files.length > 0 && { files };
    await this.outbox.enqueue({ kind: 'sendMessage', channelId, input, afterSeq, ...carried });
  }

  private clear(channelId: string): void {
    this.text.set('');
    this.mentions.set([]);
    this.extras.set({});
    this.conversation.replyingTo.set(null);
    this.channel.reading.forgetLine();
    this.drafts.drop(this.channel.placeId() ?? channelId);
    this.typing.stopped();
  }
}

const endingOf = (type: string): string => /^audio\/(\w+)/.exec(type)?.[1]?.replace('mp4', 'm4a') ?? 'webm';

/** What needs no words: a file says what it is. A feature whose part does too adds it here. */
const standsAlone = (_extras: MessageExtras): boolean => false;
