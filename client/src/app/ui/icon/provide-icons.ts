import { DOCUMENT, type EnvironmentProviders, inject, provideEnvironmentInitializer } from '@angular/core';
import { firstIcons } from '../../../generated/icons';

/**
 * Puts the icons that were inlined at build into the page: those of the frame at once, all others as soon as they
 * are loaded, which begins at once too. What is shown before its icon is there shows it then.
 */
export function provideIcons(): EnvironmentProviders {
  return provideEnvironmentInitializer(() => {
    const document = inject(DOCUMENT);
    const add = (symbols: string): void => {
      const sprite = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
      sprite.setAttribute('aria-hidden', 'true');
      sprite.style.display = 'none';
      sprite.innerHTML = symbols;
      document.body.append(sprite);
    };
    add(firstIcons);
    void import('../../../generated/more-icons').then(({ moreIcons }) => {
      add(moreIcons);
    });
  });
}
