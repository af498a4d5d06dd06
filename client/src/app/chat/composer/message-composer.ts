import { CdkTextareaAutosize } from '@angular/cdk/text-field';
import { NgTemplateOutlet } from '@angular/common';
import {
  Component,
  type ElementRef,
  computed,
  effect,
  inject,
  signal,
  untracked,
  viewChild,
} from '@angular/core';
import { TranslocoPipe } from '@jsverse/transloco';
import { PluralPipe } from '../../core/i18n/plural';
import { Button } from '../../ui/button/button';
import { ComposerHint } from '../../ui/composer-hint/composer-hint';
import { ComposerSuggestions, type Suggestion } from '../../ui/composer-suggestions/composer-suggestions';
import { IconButton } from '../../ui/icon-button/icon-button';
import { FileIntake } from '../attachment/file-intake';
import { ChannelStore } from '../channel/channel.store';
import { Conversation } from '../channel/conversation';
import { EmojiPopover } from '../emoji/emoji-popover';
import { SendLater } from '../later/send-later';
import { Commands } from './commands';
import { ComposerHints } from './composer-hints';
import { ComposerMenu } from './composer-menu';
import { ComposerRows } from './composer-rows';
import { ComposerStore } from './composer.store';
import { FormatBar } from './format-bar';
import { AlsoInChannel } from '../thread/also-in-channel';
import { Suggestions } from './suggestions';
import {
  type Format,
  type SuggestionToken,
  type Writing,
  complete,
  format,
  insertAt,
  tokenAt,
} from './writing.rules';

const formatKeys: Readonly<Record<string, Format>> = { b: 'bold', i: 'italic', e: 'code', k: 'link' };

/** The box in which messages are written. */
@Component({
  selector: 'app-message-composer',
  imports: [
    Button,
    AlsoInChannel,
    CdkTextareaAutosize,
    ComposerHint,
    ComposerMenu,
    ComposerRows,
    ComposerSuggestions,
    FileIntake,
    FormatBar,
    IconButton,
    NgTemplateOutlet,
    PluralPipe,
    SendLater,
    TranslocoPipe,
  ],
  templateUrl: './message-composer.html',
  styleUrl: './message-composer.scss',
  providers: [Commands, ComposerHints, ComposerStore, Suggestions],
})
export class MessageComposer {
  private readonly conversation = inject(Conversation);
  private readonly emoji = inject(EmojiPopover);
  protected readonly channel = inject(ChannelStore);
  protected readonly store = inject(ComposerStore);
  protected readonly hints = inject(ComposerHints);
  protected readonly suggestions = inject(Suggestions);
  private readonly box = viewChild<ElementRef<HTMLTextAreaElement>>('box');
  private readonly autosize = viewChild(CdkTextareaAutosize);

  protected readonly canRecord = 'MediaRecorder' in globalThis;
  protected readonly formatting = signal(false);
  protected readonly active = signal(0);
  protected readonly items = computed(() => this.suggestions.items());
  /** Two boxes may be on screen: that of the channel, and that of a thread. */
  protected readonly boxId = computed(() => (this.channel.threadId() ? 'thread-composer' : 'composer'));
  protected readonly label = computed(() =>
    this.channel.threadId() ? 'chat.thread.reply' : 'chat.composer.label',
  );

  constructor() {
    effect(() => {
      if (!this.conversation.boxWanted() || !this.box()) return;
      this.conversation.boxWanted.set(false);
      untracked(() => {
        this.toEnd();
      });
    });
    effect(() => {
      this.items();
      this.active.set(0);
    });
    effect(() => {
      this.store.text();
      this.autosize()?.resizeToFitContent(true);
    });
  }

  protected typed(): void {
    const box = this.box()?.nativeElement;
    if (!box) return;
    this.store.write(box.value);
    this.lookForToken();
  }

  protected lookForToken(): void {
    const box = this.box()?.nativeElement;
    const token =
      box && box.selectionStart === box.selectionEnd ? tokenAt(box.value, box.selectionStart) : null;
    this.suggestions.token.set(token);
  }

  protected press(event: KeyboardEvent): void {
    // While an input method composes a character its keys are its own.
    if (event.isComposing) return;
    if (this.items().length > 0 && this.pressInList(event)) {
      event.preventDefault();
      return;
    }
    const format = this.formatOf(event);
    if (format) this.apply(format);
    else if (event.key === 'Enter' && !event.shiftKey) void this.send();
    else if (event.key === 'Escape' && this.store.cancel()) event.stopPropagation();
    else if (event.key !== 'ArrowUp' || !this.store.empty() || !this.store.editLast()) return;
    event.preventDefault();
  }

  protected async send(): Promise<void> {
    this.suggestions.token.set(null);
    await this.store.send();
    this.box()?.nativeElement.focus();
  }

  protected choose(suggestion: Suggestion): void {
    const token = this.suggestions.token();
    if (!token) return;
    if (token.kind === 'mention' || suggestion.id.startsWith('channel_')) {
      this.store.mention({ label: suggestion.label.replace(/^[@#]/, ''), target: suggestion.id });
    }
    this.put(complete(this.store.text(), token, replacementFor(token.kind, suggestion)));
    this.suggestions.token.set(null);
  }

  protected apply(kind: Format): void {
    this.put(format(this.writing(), kind));
  }

  protected insert(text: string): void {
    this.put(insertAt(this.writing(), text));
    this.lookForToken();
  }

  protected pickEmoji({ currentTarget }: Event): void {
    if (!(currentTarget instanceof HTMLElement)) return;
    this.emoji.open(currentTarget, (emoji) => {
      this.insert(emoji);
    });
  }

  protected cancel(): void {
    this.store.cancel();
    this.toEnd();
  }

  /** What keys do to the words. Where none are chosen, those of a link search, as they do everywhere else. */
  private formatOf(event: KeyboardEvent): Format | undefined {
    const format = event.ctrlKey || event.metaKey ? formatKeys[event.key.toLowerCase()] : undefined;
    const { selectionStart = 0, selectionEnd = 0 } = this.box()?.nativeElement ?? {};
    return format === 'link' && selectionStart === selectionEnd ? undefined : format;
  }

  private pressInList(event: KeyboardEvent): boolean {
    const count = this.items().length;
    const chosen = this.items()[this.active()];
    if (event.key === 'ArrowDown') this.active.update((at) => (at + 1) % count);
    else if (event.key === 'ArrowUp') this.active.update((at) => (at + count - 1) % count);
    else if ((event.key === 'Enter' || event.key === 'Tab') && chosen) this.choose(chosen);
    else if (event.key === 'Escape') this.suggestions.token.set(null);
    else return false;
    return true;
  }

  private writing(): Writing {
    const box = this.box()?.nativeElement;
    const text = this.store.text();
    return { text, start: box?.selectionStart ?? text.length, end: box?.selectionEnd ?? text.length };
  }

  private put({ text, start, end }: Writing): void {
    this.store.write(text);
    const box = this.box()?.nativeElement;
    if (!box) return;
    // Set here as well, for the caret can only go where the text is already.
    box.value = text;
    box.focus();
    box.setSelectionRange(start, end);
  }

  private toEnd(): void {
    const { length } = this.store.text();
    this.put({ text: this.store.text(), start: length, end: length });
  }
}

function replacementFor(kind: SuggestionToken['kind'], { id, label, character }: Suggestion): string {
  if (kind === 'command') return `/${id}`;
  if (kind === 'tag') return label;
  return kind === 'emoji' && character ? character : `@${label.replace(/^@/, '')}`;
}
