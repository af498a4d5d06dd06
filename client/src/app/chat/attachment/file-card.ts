import { Component, computed, inject, input } from '@angular/core';
import { TranslocoPipe } from '@jsverse/transloco';
import { ContentPass } from '../../core/files/content-pass';
import { Languages } from '../../core/i18n/i18n';
import { Icon } from '../../ui/icon/icon';
import { IconButton } from '../../ui/icon-button/icon-button';
import { type ShownFile, iconOf, safetyOf, sizeText } from './attachment.rules';

/** A file that is not shown in place: what it is, how large, and a way to save it. */
@Component({
  selector: 'app-file-card',
  imports: [Icon, IconButton, TranslocoPipe],
  template: `
    <div class="card">
      <app-icon class="kind" [name]="icon()" />
      <span class="words">
        <span class="name" dir="auto">{{ file().name }}</span>
        <span class="size">{{ size() }}</span>
        @if (safety() !== 'safe') {
          <span class="state" [class.state-locked]="safety() === 'locked'" role="status">
            <app-icon size="xs" [name]="safety() === 'locked' ? 'warning-circle-fill' : 'shield-check'" />
            {{ 'chat.file.' + (file().scan === 'INFECTED' ? 'infected' : safety()) | transloco }}
          </span>
        }
      </span>
      @if (safety() === 'safe') {
        <a
          appIconButton
          icon="download-simple"
          download
          [label]="'chat.file.save' | transloco: { name: file().name }"
          [attr.href]="pass.held() ? file().url + '?download' : null"
        ></a>
      }
    </div>
    @if (caption(); as words) {
      <p class="caption" dir="auto">{{ words }}</p>
    }
  `,
  styleUrl: './file-card.scss',
})
export class FileCard {
  private readonly languages = inject(Languages);
  protected readonly pass = inject(ContentPass);

  readonly file = input.required<ShownFile>();
  readonly caption = input<string | null>(null);

  protected readonly safety = computed(() => safetyOf(this.file()));
  protected readonly icon = computed(() => iconOf(this.file().kind, this.file().mediaType));
  protected readonly size = computed(() => sizeText(this.file().size, this.languages.current()));
}
