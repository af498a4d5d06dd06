import { mkdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { EQUIPMENT, answer, openExplorer, openReference, runButton } from './explorer-pages.js';
import { SCHEMES, type Scheme, inBothSchemes } from './schemes.js';
import { colourViolations, violations } from './violations.js';
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

describe.each(sizes)('at $name', ({ name, width, height }) => {
  const equipment = { ...EQUIPMENT, viewport: { width, height }, hasTouch: width < 720 };

  async function looksClean(page: Page, screen: string, scheme: Scheme, found: string[]): Promise<void> {
    await page.screenshot({ path: `${screens}${screen}-${name}-${scheme}.png` });
    expect(found, scheme).toEqual([]);
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    expect(overflow, 'pixels that stick out sideways').toBeLessThanOrEqual(0);
    const endless = await page.evaluate(
      () =>
        document.getAnimations().filter((each) => each.effect?.getTiming().iterations === Infinity).length,
    );
    expect(endless, 'movement without an end').toBe(0);
  }

  /** Of a page that takes its colours when it is opened: whole in light, and what has to do with colours in dark. */
  async function isClean(page: Page, screen: string, scheme: Scheme): Promise<void> {
    await page.mouse.move(0, 0);
    const found = await (scheme === 'light' ? violations : colourViolations)(page);
    await looksClean(page, screen, scheme, found);
  }

  test('the explorer is clean in light and dark, with its documentation and its keys', async () => {
    await using amara = await Visitor.at(browser, 'head', equipment);
    const { page } = amara;
    for (const scheme of SCHEMES) {
      await page.emulateMedia({ colorScheme: scheme });
      await openExplorer(page);
      await runButton(page).click();
      await answer(page).getByText('"viewer"').waitFor();
      await isClean(page, 'explorer', scheme);
      await page.getByRole('button', { name: 'Show Documentation Explorer' }).click();
      await page.getByText('All Schema Types').waitFor();
      await isClean(page, 'explorer-documentation', scheme);
      await page.getByRole('button', { name: 'Hide Documentation Explorer' }).click();
      await page.getByRole('button', { name: 'Open short keys dialog' }).click();
      await page.getByRole('dialog').getByText('Execute query').waitFor();
      await isClean(page, 'explorer-keys', scheme);
    }
  });

  test('the explorer and the reference are clean in light and dark for a stranger', async () => {
    await using visitor = await Visitor.arrive(browser, '/explorer', equipment);
    const { page } = visitor;
    for (const scheme of SCHEMES) {
      await page.emulateMedia({ colorScheme: scheme });
      await page.goto('/explorer');
      await page.getByText('The graph answers those who are signed in.').waitFor();
      await page.getByText('Who you are').waitFor();
      await isClean(page, 'explorer-stranger', scheme);
    }
    await page.emulateMedia({ colorScheme: 'light' });
    await openReference(page);
    await inBothSchemes(page, (scheme, found) => looksClean(page, 'reference-stranger', scheme, found));
  });

  test('the reference is clean in light and dark, with an answer open', async () => {
    await using amara = await Visitor.at(browser, 'head', equipment);
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
    await page.mouse.move(0, 0);
    await inBothSchemes(page, (scheme, found) => looksClean(page, 'reference', scheme, found));
  });
});
