import type { Locator, Page } from 'playwright-core';
import type { Equipment } from './visitor.js';

/** The pages themselves are looked at here, as the gateway serves them: without the client's service worker. */
export const EQUIPMENT: Equipment = { serviceWorkers: 'block' };

/** Opens the explorer and waits until its first example stands in the editor. */
export const openExplorer = async (page: Page): Promise<void> => {
  await page.goto('/explorer');
  await runButton(page).waitFor();
  await page.getByText('Who you are').waitFor();
};

/** The button that runs what stands in the editor. */
export const runButton = (page: Page): Locator => page.getByRole('button', { name: /^Execute query/ });

/** Opens an example and waits until it stands in the editor, with its variables. */
export async function openExample(page: Page, name: string, variable: string | null = null): Promise<void> {
  await page.getByRole('list', { name: 'Operations' }).getByRole('button', { name, exact: true }).click();
  const written = page.getByRole('group', { name: /^Operation:/ }).locator('.view-lines');
  await written.getByText(name, { exact: true }).waitFor();
  if (variable === null) return;
  await page
    .getByRole('group', { name: /^Variables/ })
    .getByText(`"${variable}"`)
    .waitFor();
}

/** Where answers are shown. */
export const answer = (page: Page): Locator => page.getByRole('region', { name: 'Result Window' });

/** Opens the REST reference and waits until it lists operations. */
export const openReference = async (page: Page): Promise<void> => {
  await page.goto('/rest');
  await page.getByRole('heading', { name: 'REST reference' }).waitFor();
  await page.getByRole('article').first().waitFor();
};
