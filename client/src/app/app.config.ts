import {
  type ApplicationConfig,
  inject,
  provideAppInitializer,
  provideBrowserGlobalErrorListeners,
} from '@angular/core';
import {
  TitleStrategy,
  provideRouter,
  withComponentInputBinding,
  withInMemoryScrolling,
} from '@angular/router';
import { routes } from './app.routes';
import { provideGraphql } from './core/graphql/apollo';
import { provideI18n } from './core/i18n/i18n';
import { PageTitle } from './core/i18n/page-title';
import { provideOffline } from './core/offline/provide-offline';
import { Appearance } from './core/theme/appearance';
import { provideIcons } from './ui/icon/provide-icons';

export const appConfig: ApplicationConfig = {
  providers: [
    provideBrowserGlobalErrorListeners(),
    provideAppInitializer(() => {
      inject(Appearance).start();
    }),
    provideI18n(),
    provideGraphql(),
    provideIcons(),
    provideRouter(
      routes,
      withComponentInputBinding(),
      withInMemoryScrolling({ scrollPositionRestoration: 'enabled' }),
    ),
    { provide: TitleStrategy, useExisting: PageTitle },
    provideOffline(),
  ],
};
