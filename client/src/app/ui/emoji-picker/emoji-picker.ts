import {
  Component,
  ElementRef,
  ViewEncapsulation,
  afterNextRender,
  inject,
  input,
  output,
} from '@angular/core';
import type { EmojiClickEvent, I18n } from 'emoji-picker-element/shared';

/** Every emoji, by group and by search; loads itself and its data when it is first opened. */
@Component({
  selector: 'app-emoji-picker',
  template: '',
  styleUrl: './emoji-picker.scss',
  // The picker makes itself outside of any template; only a class of its own overrules the colours it brings.
  encapsulation: ViewEncapsulation.None,
})
export class EmojiPicker {
  private readonly host = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;

  readonly language = input('en');
  readonly picked = output<string>();

  constructor() {
    afterNextRender(() => void this.show());
  }

  private async show(): Promise<void> {
    const [{ default: Picker }, words] = await Promise.all([
      import('emoji-picker-element/picker.js'),
      wordsIn(this.language()),
    ]);
    const picker = new Picker({ dataSource: emojiData, locale: 'en', i18n: words });
    picker.addEventListener('emoji-click', ({ detail }: EmojiClickEvent) => {
      if (detail.unicode) this.picked.emit(detail.unicode);
    });
    picker.className = 'emoji-picker-panel';
    this.host.replaceChildren(picker);
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
