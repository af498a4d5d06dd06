import { NgTemplateOutlet } from '@angular/common';
import {
  Component,
  type ElementRef,
  Injector,
  afterNextRender,
  computed,
  inject,
  input,
  linkedSignal,
  signal,
  viewChild,
} from '@angular/core';
import { MatMenuModule, MatMenuTrigger } from '@angular/material/menu';
import { TranslocoPipe, TranslocoService } from '@jsverse/transloco';
import { Avatar } from '../../ui/avatar/avatar';
import { Dialogs } from '../../ui/dialog/dialogs';
import { Icon } from '../../ui/icon/icon';
import { IconButton } from '../../ui/icon-button/icon-button';
import { MessageBody } from '../../ui/message-body/message-body';
import { MessageQuote } from '../../ui/message-quote/message-quote';
import { MessageState } from '../../ui/message-state/message-state';
import { MessageToolbar, type ToolbarDeed } from '../../ui/message-toolbar/message-toolbar';
import { ReactionBar, type ReactionPill } from '../../ui/reaction-bar/reaction-bar';
import { Swipe } from '../../ui/swipe/swipe';
import { summaryKey } from '../attachment/summary.rules';
import type { Message } from '../channel/channel-events.rules';
import { ChannelStore } from '../channel/channel.store';
import { Conversation } from '../channel/conversation';
import { excerptOf } from '../composer/mention.rules';
import { CustomEmojis } from '../emoji/custom-emojis';
import { EmojiPopover } from '../emoji/emoji-popover';
import { Presences } from '../presence/presence.store';
import { ChannelNames } from '../sidebar/channel-names';
import { Times } from '../time/times';
import { HistoryRows } from './history-rows';
import type { HistoryRow } from './history.rules';
import { LongPress } from './long-press';
import { messageRights } from './message-actions.rules';
import type { DeedRights } from './message-deed';
import { MessageDeeds } from './message-deeds';
import { MessageHead } from './message-head';
import { MessageMenu, shownKey } from './message-menu';
import { MessageParts } from './message-parts';
import { ThreadLine } from '../thread/thread-line';
import { MessageWays } from './message-ways';
import { quickEmoji } from './reaction.rules';
import { Receipts } from './receipts';

interface PointedAt {
  readonly hovered: boolean;
  readonly moving: boolean;
}

/** One message of the history with all that can be seen of it and done with it. */
@Component({
  selector: 'app-message-row',
  imports: [
    Avatar,
    Icon,
    IconButton,
    LongPress,
    MatMenuModule,
    MessageBody,
    MessageWays,
    MessageHead,
    MessageParts,
    MessageQuote,
    MessageState,
    MessageToolbar,
    NgTemplateOutlet,
    ReactionBar,
    Swipe,
    ThreadLine,
    TranslocoPipe,
  ],
  templateUrl: './message-row.html',
  styleUrl: './message-row.scss',
  host: {
    '(pointerenter)': 'hovered.set($event.pointerType === "mouse")',
    '(pointerleave)': 'hovered.set(false)',
    '(focusin)': 'focusIn($event)',
    '(focusout)': 'focused.set(false)',
  },
})
export class MessageRow {
  private readonly injector = inject(Injector);
  private readonly texts = inject(TranslocoService);
  private readonly store = inject(ChannelStore);
  private readonly rows = inject(HistoryRows);
  private readonly presences = inject(Presences);
  private readonly receipts = inject(Receipts);
  private readonly emoji = inject(EmojiPopover);
  protected readonly customEmojis = inject(CustomEmojis);
  protected readonly channelNames = inject(ChannelNames).now;
  private readonly menuOf = inject(MessageMenu);
  private readonly dialogs = inject(Dialogs);
  protected readonly conversation = inject(Conversation);
  protected readonly times = inject(Times);
  protected readonly deeds = inject(MessageDeeds);

  readonly row = input.required<HistoryRow<Message>>();
  private readonly article = viewChild.required<ElementRef<HTMLElement>>('article');
  private readonly menu = viewChild(MatMenuTrigger);

  protected readonly quick = quickEmoji;
  protected readonly hovered = signal(false);
  // What passes below a resting pointer while the list moves is not what it points at.
  private readonly pointedAt = linkedSignal<PointedAt, boolean>({
    source: () => ({ hovered: this.hovered(), moving: this.hovered() && this.rows.moving() }),
    computation: ({ hovered, moving }, before) => hovered && (before?.value === true || !moving),
  });
  protected readonly focused = signal(false);
  protected readonly menuOpen = signal(false);
  readonly key = computed(() => this.row().key);
  protected readonly message = computed(() => this.row().message);
  protected readonly viewerId = this.store.viewerId;
  protected readonly own = computed(() => this.message().author?.id === this.viewerId());
  protected readonly rights = computed<DeedRights>(() => ({
    ...messageRights(this.message(), this.viewerId(), this.store.can()),
    own: this.own(),
    can: this.store.can(),
  }));
  protected readonly offered = computed(() => this.menuOf.of(this.message(), this.rights()));
  protected readonly toolbar = computed<readonly ToolbarDeed[]>(() =>
    this.offered()
      .filter(({ inToolbar }) => inToolbar)
      .map(({ id, icon, label, key }) => ({
        id,
        icon,
        label: this.texts.translate(label),
        keys: key ? shownKey(key) : '',
      })),
  );
  protected readonly toolbarShown = computed(
    () =>
      (this.pointedAt() || this.focused() || this.menuOpen()) &&
      this.message().kind !== 'SYSTEM' &&
      !this.message().deletedAt,
  );
  protected readonly mentionsMe = computed(() => {
    const viewerId = this.viewerId();
    if (this.own()) return false;
    return this.message().mentions.some(
      ({ kind, targetId }) => kind === 'EVERYONE' || kind === 'HERE' || targetId === viewerId,
    );
  });
  protected readonly authorName = computed(
    () => this.message().author?.displayName ?? this.texts.translate('chat.formerMember'),
  );
  // A pipe would follow the language in each of hundreds of rows; a signal is asked when it changed.
  protected readonly label = computed(() => {
    this.texts.activeLang();
    const time = this.times.full(this.message().sentAt);
    return this.texts.translate('chat.messageBy', { name: this.authorName(), time });
  });
  protected readonly faceLabel = computed(() => {
    this.texts.activeLang();
    return this.texts.translate('chat.person.open', { name: this.authorName() });
  });
  protected readonly tombstone = computed(() => {
    const by = this.message().deletedBy;
    const removed = by && by.id !== this.message().author?.id;
    return removed
      ? this.texts.translate('chat.deletedBy', { name: this.authorName(), by: by.displayName })
      : this.texts.translate('chat.deleted', { name: this.authorName() });
  });
  protected readonly presence = computed(() => {
    const author = this.message().author;
    const state = author && this.presences.of(author.id)?.state;
    // A ring beside every face that is away would be noise; the list and the card show it.
    return state === 'OFFLINE' ? null : state;
  });
  /** What the author says of themselves beside their name. */
  protected readonly status = computed(() => {
    const author = this.message().author;
    const { statusEmoji, statusText } = (author && this.presences.of(author.id)) ?? {};
    return statusEmoji ? { emoji: statusEmoji, words: statusText ?? '' } : null;
  });
  protected readonly authorHour = computed(() => {
    const { author, sentAt } = this.message();
    if (!author || this.own() || !this.times.elsewhere(author.timeZone)) return null;
    this.texts.activeLang();
    const hour = this.times.hourIn(author.timeZone, sentAt);
    return this.texts.translate('chat.hourFor', { hour, name: author.displayName.split(' ')[0] });
  });
  protected readonly receipt = computed(() => (this.own() ? this.receipts.of(this.message()) : null));
  protected readonly quote = computed(() => {
    const reply = this.message().replyTo;
    if (!reply) return null;
    const key = reply.deletedAt ? 'chat.deletedQuote' : summaryKey(reply);
    const text = key ? this.texts.translate(key) : excerptOf(reply.text ?? '');
    return { id: reply.id, name: reply.author?.displayName ?? '', text };
  });
  protected readonly pills = computed<readonly ReactionPill[]>(() => {
    const { reactions, viewerReactions } = this.message();
    return reactions.map(({ emoji, count, users }) => ({
      emoji,
      imageUrl: this.customEmojis.in(emoji)?.get(emoji.slice(1, -1)),
      count,
      own: viewerReactions.includes(emoji),
      label: this.receipts.reacted(emoji, count, users ?? []),
    }));
  });
  isWithin(scroller: HTMLElement): boolean {
    const [row, view] = [this.article().nativeElement, scroller].map((node) => node.getBoundingClientRect());
    return Boolean(row && view && row.bottom > view.top && row.top < view.bottom);
  }

  focus(): void {
    this.article().nativeElement.focus({ preventScroll: true });
  }

  // A click focuses as well; the toolbar of what is only hovered would then stay behind.
  protected focusIn({ target }: Event): void {
    this.focused.set(target instanceof Element && target.matches(':focus-visible'));
  }

  protected pick(origin: HTMLElement): void {
    this.emoji.open(origin, (emoji) => {
      this.deeds.react(this.message(), emoji);
    });
  }

  protected run(id: string, origin: HTMLElement): void {
    this.offered()
      .find((deed) => deed.id === id)
      ?.run(this.message(), origin);
  }

  protected async openEdits(): Promise<void> {
    const { EditHistory } = await import('../history-of-edits/edit-history');
    this.dialogs.open(EditHistory, this.message().id);
  }

  protected openMenu(): void {
    this.hovered.set(true);
    // The toolbar that holds the menu's trigger is drawn first.
    afterNextRender(() => this.menu()?.openMenu(), { injector: this.injector });
  }

  /** With Alt held down a click marks it as unread, from it on. */
  protected click(event: MouseEvent): void {
    const deed = event.altKey ? this.offered().find(({ id }) => id === 'unread') : undefined;
    if (!deed) return;
    event.preventDefault();
    deed.run(this.message(), this.article().nativeElement);
  }

  /** The keys that work while the message has the focus. */
  protected press(event: KeyboardEvent): void {
    if (event.target !== event.currentTarget || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === 'Enter' && this.offered().length > 0) {
      event.preventDefault();
      this.openMenu();
      return;
    }
    const deed = this.offered().find(({ key }) => key === event.key.toLowerCase());
    if (!deed) return;
    event.preventDefault();
    deed.run(this.message(), this.article().nativeElement);
  }
}
