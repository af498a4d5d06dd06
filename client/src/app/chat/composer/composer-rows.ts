import { Component, inject } from '@angular/core';
import { ComposerStore } from './composer.store';

/**
 * What a message will carry beside its words, shown above the box until it is sent: one `@if (…) { @defer { … } }` for
 * each feature, that shows what stands in `store.extras()` and can be taken out again.
 */
@Component({
  selector: 'app-composer-rows',
  imports: [],
  template: ``,
})
export class ComposerRows {
  protected readonly store = inject(ComposerStore);
}
