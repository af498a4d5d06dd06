import {
  type ApplicationConfig,
  ErrorHandler,
  inject,
  provideAppInitializer,
  provideBrowserGlobalErrorListeners,
} from '@angular/core';
import {
  Router,
  TitleStrategy,
  provideRouter,
  withComponentInputBinding,
  withInMemoryScrolling,
  withNavigationErrorHandler,
} from '@angular/router';
import { routes } from './app.routes';
import { provideChannelPanel } from './chat/beside/provide-channel-panel';
import { provideGraphql } from './core/graphql/apollo';
import { provideI18n } from './core/i18n/i18n';
import { PageTitle } from './core/i18n/page-title';
import { FaultReporter, PageParts } from './core/offline/page-parts';
import { provideOffline } from './core/offline/provide-offline';
import { Appearance } from './core/theme/appearance';
import { provideIcons } from './ui/icon/provide-icons';

export const appConfig: ApplicationConfig = {
  providers: [
    provideBrowserGlobalErrorListeners(),
    { provide: ErrorHandler, useExisting: FaultReporter },
    provideAppInitializer(() => {
      inject(Appearance).start();
    }),
    provideI18n(),
    provideGraphql(),
    provideIcons(),
    provideChannelPanel(),
    provideRouter(
      routes,
      withComponentInputBinding(),
      withInMemoryScrolling({ scrollPositionRestoration: 'enabled' }),
      withNavigationErrorHandler(({ error, url }) => {
        inject(PageParts).navigationFailed(error, url, !inject(Router).navigated);
      }),
    ),
    { provide: TitleStrategy, useExisting: PageTitle },
    provideOffline(),
  ],
};
