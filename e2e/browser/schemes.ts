import type { Page } from 'playwright-core';
import { colourViolations, violations } from './violations.js';

/** Colours in which everything is shown, as the device wants it. */
export const SCHEMES = ['light', 'dark'] as const;
export type Scheme = (typeof SCHEMES)[number];

/**
 * Two frames: the first may have begun with what was before. Then until nothing turns from one colour to another: what
 * inherits a colour that turns begins to turn after it.
 */
async function drawn(page: Page): Promise<void> {
  await page.evaluate(
    () =>
      new Promise((resolve) => {
        requestAnimationFrame(() => requestAnimationFrame(resolve));
      }),
  );
  await page.waitForFunction(() =>
    document.getAnimations().every((each) => each.effect?.getTiming().iterations === Infinity),
  );
}

/**
 * What stands on the page, in light and then in dark: `look` sees each and is told what axe finds there. Words, names and
 * order are the same in both, so that in dark only what has to do with colours is looked for.
 */
export async function inBothSchemes(
  page: Page,
  look: (scheme: Scheme, found: string[]) => Promise<void>,
): Promise<void> {
  await look('light', await violations(page));
  await page.emulateMedia({ colorScheme: 'dark' });
  try {
    await drawn(page);
    await look('dark', await colourViolations(page));
  } finally {
    await page.emulateMedia({ colorScheme: 'light' });
  }
  await drawn(page);
}
