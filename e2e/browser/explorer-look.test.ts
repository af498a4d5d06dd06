import { mkdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { EQUIPMENT, answer, openExplorer, openReference, runButton } from './explorer-pages.js';
import { SCHEMES, type Scheme, inBothSchemes } from './schemes.js';
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

/** For which scheme the words of each editor on the page are coloured: dark words are for a light ground. */
const schemesOfEditors = (page: Page): Promise<Scheme[]> =>
  page.locator('.monaco-editor').evaluateAll((editors) => {
    const brush = new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true });
    if (!brush) throw new Error('Nothing can be drawn here');
    const isDark = (word: Element): boolean => {
      brush.fillStyle = getComputedStyle(word).color;
      brush.fillRect(0, 0, 1, 1);
      const [red = 0, green = 0, blue = 0] = brush.getImageData(0, 0, 1, 1).data;
      return red + green + blue < (3 * 255) / 2;
    };
    return editors.flatMap((editor) => {
      const words = [...editor.querySelectorAll('.view-line > span > span')].filter((word) =>
        word.textContent.trim(),
      );
      if (words.length === 0) return [];
      const dark = words.filter(isDark).length;
      return dark > words.length / 2 ? ['light' as const] : ['dark' as const];
    });
  });

const patiently = { timeout: 10_000 };

test("the explorer's editors begin as the device wants it, and turn dark and light with it", async () => {
  await using amara = await Visitor.at(browser, 'head', EQUIPMENT);
  const { page } = amara;
  const shown = async (scheme: Scheme): Promise<void> => {
    // The operation and its answer; whatever else has words has them in the same colours.
    await expect
      .poll(async () => {
        const schemes = await schemesOfEditors(page);
        return schemes.length >= 2 ? [...new Set(schemes)] : schemes;
      }, patiently)
      .toEqual([scheme]);
  };
  for (const first of SCHEMES) {
    await page.emulateMedia({ colorScheme: first });
    await openExplorer(page);
    await runButton(page).click();
    await answer(page).getByText('"viewer"').waitFor();
    await shown(first);
    for (const next of first === 'light' ? (['dark', 'light'] as const) : (['light', 'dark'] as const)) {
      await page.emulateMedia({ colorScheme: next });
      await shown(next);
    }
  }
});

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

  /** What stands on the page, in both schemes. */
  async function isClean(page: Page, screen: string): Promise<void> {
    await page.mouse.move(0, 0);
    await inBothSchemes(page, (scheme, found) => looksClean(page, screen, scheme, found));
  }

  test(
    'the explorer is clean in light and dark, with its documentation and its keys',
    { concurrent: false },
    async () => {
      await using amara = await Visitor.at(browser, 'head', equipment);
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
    },
  );

  test(
    'the explorer and the reference are clean in light and dark for a stranger',
    { concurrent: false },
    async () => {
      await using visitor = await Visitor.arrive(browser, '/explorer', equipment);
      const { page } = visitor;
      await page.getByText('The graph answers those who are signed in.').waitFor();
      await page.getByText('Who you are').waitFor();
      await isClean(page, 'explorer-stranger');
      await openReference(page);
      await isClean(page, 'reference-stranger');
    },
  );

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
    await isClean(page, 'reference');
  });
});
