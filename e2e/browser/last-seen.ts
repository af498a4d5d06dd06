import type { Page } from 'playwright-core';
import { afterEach } from 'vitest';

/** As much of a page as a report can carry. */
const MAX_LENGTH = 4_000;

/** The windows that are open, and what those that closed since the test began showed at the end. */
const open = new Set<Page>();
const closed: string[] = [];

/** What a page shows, as a screen reader would tell it; the report of a failure that nobody was there to see. */
async function tell(page: Page): Promise<string> {
  const shown = await page
    .locator('body')
    .ariaSnapshot({ timeout: 2_000 })
    .catch((error: unknown) => `(nothing to see: ${String(error).slice(0, 200)})`);
  return `${page.url()}\n${shown.slice(0, MAX_LENGTH)}`;
}

/** Keeps an eye on a window until it closes. */
export function watch(page: Page): void {
  open.add(page);
  page.once('close', () => open.delete(page));
}

/** Remembers what a window shows just before it is closed. */
export async function takeLeave(page: Page): Promise<void> {
  if (!open.delete(page)) return;
  closed.push(await tell(page));
}

afterEach(async ({ task }) => {
  const failed = task.result?.state === 'fail';
  const shown = closed.splice(0);
  if (!failed) return;
  for (const page of open) shown.push(await tell(page));
  process.stderr.write(`What was on screen when "${task.name}" failed:\n\n${shown.join('\n\n')}\n`);
});
