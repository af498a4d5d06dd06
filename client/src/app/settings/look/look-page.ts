import { Component, computed, inject } from '@angular/core';
import { TranslocoPipe, TranslocoService } from '@jsverse/transloco';
import { Apollo } from 'apollo-angular';
import { ChangePlaceDocument } from '../../../generated/graphql';
import { SayError } from '../../core/errors/say-error';
import { change } from '../../core/graphql/change';
import { Languages } from '../../core/i18n/i18n';
import { languages } from '../../core/i18n/languages';
import { Session } from '../../core/session/session';
import { Appearance, type Density, densities, schemes } from '../../core/theme/appearance';
import { Input } from '../../ui/field/field';
import { Segmented } from '../../ui/segmented/segmented';
import { Saved } from '../saved';
import { SettingRow } from '../setting-row';
import { WorkingWeek } from './working-week';

/** How Parley looks and speaks on this device, and when one works. */
@Component({
  selector: 'app-look-page',
  imports: [Input, Segmented, SettingRow, TranslocoPipe, WorkingWeek],
  templateUrl: './look-page.html',
  styleUrl: './look-page.scss',
})
export class LookPage {
  private readonly apollo = inject(Apollo);
  private readonly errors = inject(SayError);
  private readonly saved = inject(Saved);
  private readonly session = inject(Session);
  private readonly texts = inject(TranslocoService);
  protected readonly appearance = inject(Appearance);
  protected readonly spoken = inject(Languages);

  protected readonly schemes = schemes;
  protected readonly languages = languages;
  protected readonly zones = Intl.supportedValuesOf('timeZone');
  protected readonly person = computed(() => (this.session.guest() ? null : this.session.viewer()));
  protected readonly densities = computed(() => {
    this.texts.activeLang();
    return densities.map((value) => ({ value, label: this.texts.translate(`settings.density.${value}`) }));
  });

  protected choose(density: Density): void {
    this.appearance.chooseDensity(density);
    this.saved.say();
  }

  protected async speak(code: string): Promise<void> {
    await this.spoken.choose(code);
    await this.keep({ locale: code });
  }

  protected async move(timeZone: string): Promise<void> {
    await this.keep({ timeZone });
  }

  /** Keeps what others need to know of it as well; guests have nothing that is kept. */
  private async keep(changed: { readonly locale?: string; readonly timeZone?: string }): Promise<void> {
    const person = this.person();
    if (!person) return;
    const input = { ...changed, expectedVersion: person.version, key: crypto.randomUUID() };
    try {
      await change(this.apollo, ChangePlaceDocument, { input });
      this.saved.say();
    } catch (error) {
      // Changed elsewhere meanwhile, or the server is away: the choice can be made again.
      this.errors.toast(error);
    }
  }
}
