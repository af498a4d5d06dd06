import { Component, input, model } from '@angular/core';
import { TranslocoPipe } from '@jsverse/transloco';

/** One of a few kinds, each with a word and what it means: for questions whose answer decides what follows. */
@Component({
  selector: 'app-choice-cards',
  imports: [TranslocoPipe],
  template: `
    <fieldset class="cards">
      <legend class="legend"><ng-content /></legend>
      @for (choice of choices(); track choice) {
        <label class="card" [class.card-chosen]="choice === chosen()">
          <input
            type="radio"
            class="radio"
            [name]="name()"
            [value]="choice"
            [checked]="choice === chosen()"
            (change)="chosen.set(choice)"
          />
          <span class="words">
            <span class="word">{{ words() + '.' + choice | transloco }}</span>
            <span class="hint">{{ hints() + '.' + choice | transloco }}</span>
          </span>
        </label>
      }
    </fieldset>
  `,
  styleUrl: './choice-cards.scss',
})
export class ChoiceCards<T extends string> {
  readonly name = input.required<string>();
  readonly choices = input.required<readonly T[]>();
  /** Keys of the texts, to which the choice is added: what it is called, and what it means. */
  readonly words = input.required<string>();
  readonly hints = input.required<string>();
  readonly chosen = model.required<T>();
}
