import * as Axe from '@axe-core/playwright';
import type { Page } from 'playwright-core';

const WCAG_AA = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/** Those of axe's rules whose findings depend on colours. */
const COLOURS = ['color-contrast', 'link-in-text-block'];

// Its type definitions name the class twice.
const axe = (page: Page) =>
  new Axe.default({ page })
    // Of what is as it should be nobody reads where it stands, and to find that out takes longer than the rules do.
    .options({ resultTypes: ['violations'] })
    // Within the page, with the frames it holds; else each look takes a page of its own to add up what was found.
    .setLegacyMode();

async function foundBy(builder: ReturnType<typeof axe>): Promise<string[]> {
  const { violations: found } = await builder.analyze();
  return found.map(
    ({ id, help, nodes }) => `${id}: ${help} at ${nodes.map(({ target }) => target.join(' ')).join(', ')}`,
  );
}

/** What axe finds on the page against WCAG 2.2 AA, in words short enough to read in a test report. */
export const violations = (page: Page): Promise<string[]> => foundBy(axe(page).withTags(WCAG_AA));

/** Of that, what has to do with colours: for a page that was looked at whole in others. */
export const colourViolations = (page: Page): Promise<string[]> => foundBy(axe(page).withRules(COLOURS));
