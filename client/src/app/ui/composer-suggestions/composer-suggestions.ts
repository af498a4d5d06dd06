import { Component, booleanAttribute, input, output } from '@angular/core';
import { Avatar } from '../avatar/avatar';

/** One thing that may be put in place of what is being typed. */
export interface Suggestion {
  readonly id: string;
  readonly label: string;
  /** A second, quieter word: a title, or a shortcode. */
  readonly detail: string;
  /** Shown in front: a person, or a character. */
  readonly person?: { readonly id: string; readonly displayName: string; readonly avatarUrl?: string | null };
  readonly character?: string;
  /** A picture of one's own, where the character is only its name. */
  readonly imageUrl?: string;
}

/** The list at the box while a name or an emoji is typed; the box keeps the focus. */
@Component({
  selector: 'app-composer-suggestions',
  imports: [Avatar],
  template: `
    <ul class="list" role="listbox" [id]="listId()" [attr.aria-label]="label()">
      @for (item of items(); track item.id; let index = $index) {
        <li
          class="option"
          role="option"
          [id]="listId() + '-' + index"
          [class.option-active]="index === active()"
          [attr.aria-selected]="index === active()"
          (mousedown)="choose($event, item)"
        >
          @if (item.person; as person) {
            <app-avatar size="xs" [id]="person.id" [name]="person.displayName" [url]="person.avatarUrl" />
          } @else if (item.imageUrl; as address) {
            <img class="image" alt="" [src]="address" />
          } @else if (item.character) {
            <span class="character" aria-hidden="true">{{ item.character }}</span>
          }
          <span class="label" dir="auto">{{ item.label }}</span>
          <span class="detail" dir="auto">{{ item.detail }}</span>
        </li>
      }
    </ul>
  `,
  styleUrl: './composer-suggestions.scss',
  host: { '[class.below]': 'below()' },
})
export class ComposerSuggestions {
  readonly items = input.required<readonly Suggestion[]>();
  readonly active = input.required<number>();
  readonly listId = input.required<string>();
  readonly label = input.required<string>();
  /** Whether it opens downwards: under a box at the top of a page. */
  readonly below = input(false, { transform: booleanAttribute });
  readonly chosen = output<Suggestion>();

  protected choose(event: Event, item: Suggestion): void {
    // The press would take the focus from the box before the choice is in it.
    event.preventDefault();
    this.chosen.emit(item);
  }
}
