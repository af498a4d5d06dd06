import { Component, computed, inject } from '@angular/core';
import { TranslocoService } from '@jsverse/transloco';
import { Typing } from './typing.store';

const namedAtMost = 2;

/** Who is writing, in a line that is always there, so that nothing moves when somebody begins. */
@Component({
  selector: 'app-typing-line',
  template: `<p class="line" dir="auto">{{ sentence() }}</p>`,
  styleUrl: './typing-line.scss',
})
export class TypingLine {
  private readonly texts = inject(TranslocoService);
  private readonly typing = inject(Typing);

  protected readonly sentence = computed(() => {
    const names = this.typing.names().map(({ name }) => name.split(' ')[0]);
    const [first, second] = names;
    if (!first) return '';
    if (names.length > namedAtMost) return this.texts.translate('chat.typing.many');
    return second
      ? this.texts.translate('chat.typing.two', { first, second })
      : this.texts.translate('chat.typing.one', { first });
  });
}
