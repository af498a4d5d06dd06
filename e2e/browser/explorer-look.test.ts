import { mkdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { EQUIPMENT, answer, openExplorer, openReference, runButton } from './explorer-pages.js';
import { violations } from './violations.js';
import { launch, Visitor } from './visitor.js';

const screens = fileURLToPath(new URL('../../test-output/screens/', import.meta.url));

let browser: Browser;
beforeAll(async () => {
  browser = await launch();
  await mkdir(screens, { recursive: true });
});
afterAll(() => browser.close());

const sizes = [
  { name: '1440', width: 1440, height: 900 },
  { name: '1024', width: 1024, height: 768 },
  { name: '390', width: 390, height: 844 },
] as const;

describe.each(['light', 'dark'] as const)('in %s', (colorScheme) => {
  describe.each(sizes)('at $name', ({ name, width, height }) => {
    const equipment = { ...EQUIPMENT, colorScheme, viewport: { width, height }, hasTouch: width < 720 };

    async function isClean(page: Page, screen: string): Promise<void> {
      await page.mouse.move(0, 0);
      await page.screenshot({ path: `${screens}${screen}-${name}-${colorScheme}.png` });
      expect(await violations(page)).toEqual([]);
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      expect(overflow, 'pixels that stick out sideways').toBeLessThanOrEqual(0);
      const endless = await page.evaluate(
        () =>
          document.getAnimations().filter((each) => each.effect?.getTiming().iterations === Infinity).length,
      );
      expect(endless, 'movement without an end').toBe(0);
    }

    test('the explorer is clean, with its documentation and its keys', async () => {
      await using amara = await Visitor.signIn(browser, 'head', equipment);
      const { page } = amara;
      await openExplorer(page);
      await runButton(page).click();
      await answer(page).getByText('"viewer"').waitFor();
      await isClean(page, 'explorer');
      await page.getByRole('button', { name: 'Show Documentation Explorer' }).click();
      await page.getByText('All Schema Types').waitFor();
      await isClean(page, 'explorer-documentation');
      await page.getByRole('button', { name: 'Hide Documentation Explorer' }).click();
      await page.getByRole('button', { name: 'Open short keys dialog' }).click();
      await page.getByRole('dialog').getByText('Execute query').waitFor();
      await isClean(page, 'explorer-keys');
    });

    test('the explorer and the reference are clean for a stranger', async () => {
      await using visitor = await Visitor.arrive(browser, '/explorer', equipment);
      await visitor.page.getByText('The graph answers those who are signed in.').waitFor();
      await visitor.page.getByText('Who you are').waitFor();
      await isClean(visitor.page, 'explorer-stranger');
      await openReference(visitor.page);
      await isClean(visitor.page, 'reference-stranger');
    });

    test('the reference is clean, with an answer open', async () => {
      await using amara = await Visitor.signIn(browser, 'head', equipment);
      const { page } = amara;
      await openReference(page);
      const operation = page.getByRole('article', { name: /\/rest\/signInOptions$/ });
      for (const summary of await operation.locator('summary').all()) {
        if (await summary.isVisible()) await summary.click();
      }
      await operation.getByRole('button', { name: 'Ask' }).click();
      await operation.getByText(/^200 |^4\d\d /).waitFor();
      // At its top nothing lies below what stays in place.
      await page.evaluate(() => {
        scrollTo(0, 0);
      });
      await isClean(page, 'reference');
    });
  });
});
