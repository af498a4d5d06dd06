import { Component, computed, input } from '@angular/core';
import { snippetParts } from './snippet.rules';

/** A place of a text in which what was looked for is marked. */
@Component({
  selector: 'app-snippet',
  template: `@for (part of parts(); track $index) {
    @if (part.match) {
      <mark class="match">{{ part.text }}</mark>
    } @else {
      <span>{{ part.text }}</span>
    }
  }`,
  styleUrl: './snippet.scss',
  host: { dir: 'auto' },
})
export class Snippet {
  /** As the server marks it. */
  readonly text = input.required<string>();
  protected readonly parts = computed(() => snippetParts(this.text()));
}
