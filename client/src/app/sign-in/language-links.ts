import { Component, inject } from '@angular/core';
import { TranslocoPipe } from '@jsverse/transloco';
import { Languages } from '../core/i18n/i18n';
import { languages } from '../core/i18n/languages';
import { Icon } from '../ui/icon/icon';

/** Changes the language before anybody is signed in; each is named in itself. */
@Component({
  selector: 'app-language-links',
  imports: [Icon, TranslocoPipe],
  template: `
    <p class="links" role="group" [attr.aria-label]="'settings.language.title' | transloco">
      <app-icon name="translate" size="sm" />
      @for (language of all; track language.code) {
        <button
          class="link"
          type="button"
          [lang]="language.code"
          [attr.aria-pressed]="language.code === languages.current()"
          (click)="languages.choose(language.code)"
        >
          {{ language.name }}
        </button>
      }
    </p>
  `,
  styleUrl: './language-links.scss',
})
export class LanguageLinks {
  protected readonly languages = inject(Languages);
  protected readonly all = languages;
}
