import {
  DOCUMENT,
  type EnvironmentProviders,
  Service,
  inject,
  isDevMode,
  makeEnvironmentProviders,
  provideAppInitializer,
  signal,
} from '@angular/core';
import {
  type Translation,
  type TranslocoLoader,
  TranslocoService,
  provideTransloco,
} from '@jsverse/transloco';
import { firstValueFrom } from 'rxjs';
import { bestLanguage, languages } from './languages';

const STORED = 'parley.language';

/** Which language the interface speaks, and so in which direction it runs. */
@Service()
export class Languages {
  private readonly texts = inject(TranslocoService);
  private readonly root = inject(DOCUMENT).documentElement;
  private readonly code = signal(bestLanguage(localStorage.getItem(STORED), navigator.languages));

  readonly current = this.code.asReadonly();

  /** Speaks the language that fits; settles when its texts are here. */
  async start(): Promise<void> {
    await this.speak(this.code());
  }

  async choose(code: string): Promise<void> {
    localStorage.setItem(STORED, code);
    await this.speak(code);
  }

  private async speak(code: string): Promise<void> {
    await firstValueFrom(this.texts.load(code));
    this.texts.setActiveLang(code);
    this.code.set(code);
    this.root.lang = code;
    this.root.dir = languages.find((language) => language.code === code)?.direction ?? 'ltr';
  }
}

/** Texts are files of our own: `en.json`, and `chat.en.json` for the scope that a lazy feature adds. */
@Service()
export class TextFiles implements TranslocoLoader {
  async getTranslation(path: string): Promise<Translation> {
    const [scope, code] = path.includes('/') ? path.split('/') : [null, path];
    const response = await fetch(scope ? `/i18n/${scope}.${code}.json` : `/i18n/${code}.json`);
    return (await response.json()) as Translation;
  }
}

export function provideI18n(): EnvironmentProviders {
  return makeEnvironmentProviders([
    provideTransloco({
      config: {
        availableLangs: languages.map(({ code }) => code),
        defaultLang: 'en',
        fallbackLang: 'en',
        reRenderOnLangChange: true,
        prodMode: !isDevMode(),
        missingHandler: { useFallbackTranslation: true, logMissingKey: true },
      },
      loader: TextFiles,
    }),
    provideAppInitializer(() => inject(Languages).start()),
  ]);
}
