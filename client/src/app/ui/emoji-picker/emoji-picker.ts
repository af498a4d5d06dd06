import {
  Component,
  type ElementRef,
  ViewEncapsulation,
  afterNextRender,
  effect,
  input,
  output,
  signal,
  viewChild,
} from '@angular/core';
import type Picker from 'emoji-picker-element/picker.js';
import type { EmojiClickEvent, I18n } from 'emoji-picker-element/shared';

/** An emoji that is a picture of one's own. */
export interface OwnEmoji {
  readonly name: string;
  readonly url: string;
}

/** Every emoji, by group and by search; loads itself and its data when it is first opened. */
@Component({
  selector: 'app-emoji-picker',
  template: `
    <div #place></div>
    @if (manageLabel(); as label) {
      <button type="button" class="emoji-picker-manage" (click)="managing.emit()">{{ label }}</button>
    }
  `,
  styleUrl: './emoji-picker.scss',
  // The picker makes itself outside of any template; only a class of its own overrules the colours it brings.
  encapsulation: ViewEncapsulation.None,
  host: { class: 'emoji-picker' },
})
export class EmojiPicker {
  private readonly place = viewChild.required<ElementRef<HTMLElement>>('place');
  private readonly picker = signal<Picker | null>(null);

  readonly language = input('en');
  /** Emoji beside those of Unicode; what is picked of them is `:name:`. */
  readonly own = input<readonly OwnEmoji[]>([]);
  /** Name of the button under the picker; none for no button. */
  readonly manageLabel = input('');
  readonly picked = output<string>();
  readonly managing = output();

  constructor() {
    afterNextRender(() => void this.show());
    effect(() => {
      const picker = this.picker();
      const own = this.own();
      // Its search does without them otherwise, so they are only named when there are any.
      if (picker && own.length > 0) {
        picker.customEmoji = own.map(({ name, url }) => ({ name, shortcodes: [name], url }));
      }
    });
  }

  private async show(): Promise<void> {
    const [{ default: EmojiPanel }, words] = await Promise.all([
      import('emoji-picker-element/picker.js'),
      wordsIn(this.language()),
    ]);
    const picker = new EmojiPanel({ dataSource: emojiData, locale: 'en', i18n: words });
    picker.addEventListener('emoji-click', ({ detail }: EmojiClickEvent) => {
      if (detail.unicode) this.picked.emit(detail.unicode);
      else if (detail.name) this.picked.emit(`:${detail.name}:`);
    });
    picker.className = 'emoji-picker-panel';
    this.place().nativeElement.replaceChildren(picker);
    this.picker.set(picker);
    // The search field only exists after the picker has drawn itself.
    requestAnimationFrame(() => picker.shadowRoot?.querySelector('input')?.focus());
  }
}

/** Where the names of emoji are served; nothing is fetched from elsewhere. */
export const emojiData = '/emoji/en.json';

async function wordsIn(language: string): Promise<I18n> {
  const words =
    language === 'ar'
      ? await import('emoji-picker-element/i18n/ar.js')
      : await import('emoji-picker-element/i18n/en.js');
  return words.default;
}
