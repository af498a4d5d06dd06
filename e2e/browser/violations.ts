import * as Axe from '@axe-core/playwright';
import type { Page } from 'playwright-core';

/** What axe finds on the page against WCAG 2.2 AA, in words short enough to read in a test report. */
export async function violations(page: Page): Promise<string[]> {
  // Its type definitions name the class twice.
  const { violations: found } = await new Axe.default({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'])
    .analyze();
  return found.map(
    ({ id, help, nodes }) => `${id}: ${help} at ${nodes.map(({ target }) => target.join(' ')).join(', ')}`,
  );
}
