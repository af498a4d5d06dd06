import { bootstrapApplication } from '@angular/platform-browser';
import { App } from './app/app';
import { appConfig } from './app/app.config';
import { mayLoadAnew } from './app/core/offline/page-parts';

try {
  await bootstrapApplication(App, appConfig);
} catch (error) {
  // What every page stands on did not come, such as the texts.
  if (mayLoadAnew()) location.reload();
  throw error;
}
