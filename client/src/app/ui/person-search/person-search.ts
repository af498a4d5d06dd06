import { Component, input, model, output } from '@angular/core';
import { Avatar } from '../avatar/avatar';
import { Field, Input } from '../field/field';

/** Somebody to choose, and what else is said of them. */
export interface FoundPerson {
  readonly id: string;
  readonly displayName: string;
  readonly title: string | null;
  readonly avatarUrl: string | null;
  readonly note: string | null;
}

/** Looks for people by what is typed; between the words and those who fit stands what was chosen. */
@Component({
  selector: 'app-person-search',
  imports: [Avatar, Field, Input],
  templateUrl: './person-search.html',
  styleUrl: './person-search.scss',
})
export class PersonSearch<T extends FoundPerson> {
  readonly label = input.required<string>();
  readonly hint = input.required<string>();
  /** Those who fit; null until that is known. */
  readonly people = input.required<readonly T[] | null>();
  /** What is said where nobody fits. */
  readonly nobody = input.required<string>();
  /** Who is chosen and stays in the list; undefined where whoever is chosen leaves it. */
  readonly pickedId = input<string | null>();
  readonly text = model.required<string>();
  readonly picked = output<T>();
}
