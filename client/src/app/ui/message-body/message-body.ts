import { Clipboard } from '@angular/cdk/clipboard';
import {
  Component,
  ElementRef,
  ViewEncapsulation,
  afterRenderEffect,
  computed,
  effect,
  inject,
  input,
  linkedSignal,
  output,
} from '@angular/core';
import { DomSanitizer } from '@angular/platform-browser';
import { TranslocoPipe, TranslocoService } from '@jsverse/transloco';
import { CodeColours } from './code-colours';
import { MathSetting } from './math-setting';
import { clipped } from './message-clip';
import { renderMarkdown } from './message-markdown';

/** The words of a message. */
@Component({
  selector: 'app-message-body',
  imports: [TranslocoPipe],
  template: `
    <div class="message-body" [class.message-body-clipped]="short() !== null" [innerHTML]="trusted()"></div>
    @if (long() !== null) {
      <button
        type="button"
        class="message-body-more"
        [attr.aria-expanded]="whole()"
        (click)="whole.set(!whole())"
      >
        {{ (whole() ? 'ui.message.less' : 'ui.message.all') | transloco }}
      </button>
    }
  `,
  styleUrl: './message-body.scss',
  // What the renderer makes carries no scope attribute; its classes begin with md- and are used nowhere else.
  encapsulation: ViewEncapsulation.None,
  host: { '(click)': 'press($event)', '(keydown)': 'pressKey($event)' },
})
export class MessageBody {
  private readonly sanitizer = inject(DomSanitizer);
  private readonly clipboard = inject(Clipboard);
  private readonly texts = inject(TranslocoService);
  private readonly colours = inject(CodeColours);
  private readonly math = inject(MathSetting);
  private readonly host = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;

  readonly text = input.required<string>();
  readonly viewerId = input.required<string>();
  /** Addresses of the organisation's own emoji, by name. */
  readonly emoji = input<ReadonlyMap<string, string>>();
  /** What a channel is called now; undefined where that is not known. */
  readonly channelNames = input<(channelId: string) => string | undefined>();
  readonly mentionOpened = output<string>();

  protected readonly long = computed(() => clipped(this.text()));
  protected readonly whole = linkedSignal<string, boolean>({ source: this.text, computation: () => false });
  protected readonly short = computed(() => (this.whole() ? null : this.long()));
  private readonly html = computed(() =>
    renderMarkdown(this.short() ?? this.text(), {
      viewerId: this.viewerId(),
      emoji: this.emoji(),
      channelName: this.channelNames(),
      highlight: this.colours.highlight,
      copyLabel: this.texts.translate('ui.message.copy'),
      spoilerLabel: this.texts.translate('ui.message.hidden'),
    }),
  );
  // The one place that trusts HTML: Angular's own sanitiser drops the mention buttons and their ids, and what
  // renderMarkdown returns has been through DOMPurify with a shorter list than Angular's.
  protected readonly trusted = computed(() => this.sanitizer.bypassSecurityTrustHtml(this.html()));

  constructor() {
    effect(() => {
      const html = this.html();
      if (html.includes('md-language')) this.colours.want();
      if (html.includes('md-math')) this.math.want();
    });
    afterRenderEffect(() => {
      const set = this.html().includes('md-math') ? this.math.set() : null;
      if (!set) return;
      for (const node of this.host.querySelectorAll<HTMLElement>('.md-math')) set(node);
    });
  }

  protected press(event: Event): void {
    const target = event.target instanceof Element ? event.target : null;
    const userId = target?.closest<HTMLElement>('[data-mention]')?.dataset['mention'];
    if (userId) this.mentionOpened.emit(userId);
    const copy = target?.closest<HTMLElement>('.md-copy');
    if (copy) this.copy(copy);
    const hidden = target?.closest<HTMLElement>('.md-spoiler[role]');
    if (hidden) {
      // What is below the cover is not pressed through it.
      event.preventDefault();
      uncover(hidden);
    }
  }

  protected pressKey(event: KeyboardEvent): void {
    const hidden = event.target instanceof HTMLElement ? event.target : null;
    if (!hidden?.matches('.md-spoiler[role]') || (event.key !== 'Enter' && event.key !== ' ')) return;
    event.preventDefault();
    event.stopPropagation();
    uncover(hidden);
  }

  private copy(button: HTMLElement): void {
    const code = button.closest('.md-code-frame')?.querySelector('code')?.textContent ?? '';
    if (this.clipboard.copy(code)) button.textContent = this.texts.translate('ui.message.copied');
  }
}

/** Hidden words are plain words from then on; the focus stays where it is. */
function uncover(hidden: HTMLElement): void {
  hidden.removeAttribute('role');
  hidden.removeAttribute('aria-label');
  hidden.tabIndex = -1;
  hidden.classList.add('md-spoiler-shown');
}
