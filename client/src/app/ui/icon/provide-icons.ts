import { type EnvironmentProviders, inject, provideEnvironmentInitializer } from '@angular/core';
import { MatIconRegistry } from '@angular/material/icon';
import { DomSanitizer } from '@angular/platform-browser';
import { iconSprite } from '../../../generated/icons';

/** Makes the icons that were inlined at build known; nothing is fetched when one is first shown. */
export function provideIcons(): EnvironmentProviders {
  return provideEnvironmentInitializer(() => {
    const sprite = inject(DomSanitizer).bypassSecurityTrustHtml(iconSprite);
    inject(MatIconRegistry).addSvgIconSetLiteral(sprite);
  });
}
