import {
  Component,
  type ElementRef,
  computed,
  effect,
  inject,
  model,
  output,
  signal,
  viewChild,
} from '@angular/core';
import { TranslocoPipe } from '@jsverse/transloco';
import { ComposerSuggestions, type Suggestion } from '../../ui/composer-suggestions/composer-suggestions';
import { Icon } from '../../ui/icon/icon';
import { IconButton } from '../../ui/icon-button/icon-button';
import { finished, typedAt } from './operator.rules';
import { SearchSuggestions } from './search-suggestions';

/** Where a search is written; what is being typed is completed from what there is. */
@Component({
  selector: 'app-search-box',
  imports: [ComposerSuggestions, Icon, IconButton, TranslocoPipe],
  templateUrl: './search-box.html',
  styleUrl: './search-box.scss',
  providers: [SearchSuggestions],
})
export class SearchBox {
  private readonly suggestions = inject(SearchSuggestions);
  private readonly field = viewChild.required<ElementRef<HTMLInputElement>>('field');

  readonly text = model.required<string>();
  /** Enter was pressed: the search is wanted now. */
  readonly asked = output();

  protected readonly active = signal(-1);
  protected readonly items = computed(() => this.suggestions.items());

  constructor() {
    effect(() => {
      this.items();
      this.active.set(-1);
    });
  }

  /** Moves the focus here, the caret to the end. */
  focus(): void {
    const { nativeElement } = this.field();
    nativeElement.focus();
    nativeElement.setSelectionRange(nativeElement.value.length, nativeElement.value.length);
  }

  /** Puts an operator at the end, to be completed. */
  begin(operator: string): void {
    const text = this.text().trimEnd();
    this.put(text === '' ? operator : `${text} ${operator}`);
  }

  protected typedIn(): void {
    this.text.set(this.field().nativeElement.value);
    this.look();
  }

  protected look(): void {
    const { value, selectionStart } = this.field().nativeElement;
    this.suggestions.typed.set(typedAt(value, selectionStart ?? value.length));
  }

  protected leave(): void {
    this.suggestions.typed.set(null);
  }

  protected press(event: KeyboardEvent): void {
    if (event.isComposing) return;
    const { key } = event;
    const count = this.items().length;
    if (count > 0 && (key === 'ArrowDown' || key === 'ArrowUp')) {
      const step = key === 'ArrowDown' ? 1 : -1;
      this.active.update((at) => (at < 0 && step < 0 ? count - 1 : (at + step + count) % count));
    } else if (count > 0 && (key === 'Tab' || key === 'Enter') && this.pick()) {
      // What was chosen is in the box by now.
    } else if (count > 0 && key === 'Escape') this.leave();
    else if (key === 'Enter') {
      this.leave();
      this.asked.emit();
    } else return;
    event.preventDefault();
  }

  protected choose({ id, label }: Suggestion): void {
    const typed = this.suggestions.typed();
    if (!typed) return;
    if (typed.operator === null) {
      const head = `${this.text().slice(0, typed.start)}${id}:`;
      this.put(head + this.text().slice(typed.end), head.length);
      return;
    }
    const { query, caret } = finished(this.text(), typed, typed.operator, label.replace(/^#/, ''));
    this.put(query, caret);
    this.leave();
  }

  protected clear(): void {
    this.put('');
  }

  private pick(): boolean {
    const item = this.items()[this.active()];
    if (item) this.choose(item);
    return item !== undefined;
  }

  private put(text: string, caret = text.length): void {
    this.text.set(text);
    const { nativeElement } = this.field();
    // Set here as well, for the caret can only go where the text is already.
    nativeElement.value = text;
    nativeElement.focus();
    nativeElement.setSelectionRange(caret, caret);
    this.look();
  }
}
