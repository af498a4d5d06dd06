import { existsSync, globSync, readFileSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Locator, Page } from 'playwright-core';
import { expect } from 'vitest';

const docs = fileURLToPath(new URL('../../docs/', import.meta.url));

/** Whether pictures are taken; otherwise it is only looked whether they would be of what the guide says. */
export const taking = process.env['GUIDE_IMAGES'] === '1';
const LARGEST = 240_000;

/** A quarter past two in the afternoon of the last working day, when people are at their desks. */
export function anAfternoonAtWork(): Date {
  const day = new Date();
  do day.setUTCDate(day.getUTCDate() - 1);
  while (day.getUTCDay() === 0 || day.getUTCDay() === 6);
  day.setUTCHours(14, 15, 0, 0);
  return day;
}

type Named = 'button' | 'checkbox' | 'heading' | 'link' | 'menuitem' | 'menuitemradio';

/** A part of the window, from its upper corner. */
type Part = readonly [x: number, y: number, width: number, height: number];

export const whole: Part = [0, 0, 1440, 900];
export const phone: Part = [0, 0, 390, 844];

/** The pages of the guide about a part of the product, and their pictures. */
export class Guide {
  /** The page that shows the pictures. */
  readonly front: string;
  readonly words: string;

  /** @param name `chat` for `chat.md`, the pages in `chat/` and the pictures `chat-….png` */
  constructor(private readonly name: string) {
    const read = (page: string): string => readFileSync(`${docs}guide/${page}`, 'utf8');
    this.front = read(`${name}.md`);
    this.words = [this.front, ...globSync(`${name}/*.md`, { cwd: `${docs}guide` }).map(read)].join('\n');
  }

  /** Whatever the guide calls by these names is on screen under them. */
  async areThere(where: Page | Locator, role: Named, ...names: readonly string[]): Promise<void> {
    for (const name of names) {
      expect(this.words, `the guide on “${name}”`).toContain(name);
      await where.getByRole(role, { name }).first().waitFor();
    }
  }

  /** Keeps what is on screen, or a part of it, as a picture of the guide. */
  async take(page: Page, name: string, [x, y, width, height]: Part = whole): Promise<void> {
    const path = `${docs}images/${this.name}-${name}.png`;
    expect(this.front, 'the front page shows the picture').toContain(`../images/${this.name}-${name}.png`);
    const clip = { x, y, width, height };
    if (taking) await page.screenshot({ path, animations: 'disabled', clip });
  }

  /** Every picture that is shown is there, and small enough; every one that is there is shown. */
  arePictured(): void {
    const pictures = new RegExp(`images/(${this.name}-[a-z-]+\\.png)`, 'g');
    const shown = [...this.words.matchAll(pictures)].map(([, name]) => name ?? '');
    const kept = globSync(`images/${this.name}-*.png`, { cwd: docs });
    expect(new Set(kept.map((path) => path.replace('images/', '')))).toEqual(new Set(shown));
    const faults = shown.filter((name) => {
      const path = `${docs}images/${name}`;
      return !existsSync(path) || statSync(path).size > LARGEST;
    });
    expect(faults).toEqual([]);
  }
}

/** Puts numbers on what the guide explains by number. */
export async function number(page: Page, ...places: readonly Locator[]): Promise<void> {
  for (const [at, place] of places.entries()) {
    await place.first().evaluate(
      (element, text) => {
        const { left, top, width } = element.getBoundingClientRect();
        const style = `position:fixed;z-index:9999;inset-block-start:${String(Math.max(top - 6, 2))}px;
        inset-inline-start:${String(Math.min(left + width - 16, innerWidth - 26))}px;inline-size:24px;block-size:24px;
        border-radius:50%;background:#b42318;color:#fff;font:600 14px/24px sans-serif;text-align:center;
        box-shadow:0 0 0 2px #fff`;
        document.body.append(Object.assign(document.createElement('b'), { textContent: text, style }));
      },
      String(at + 1),
    );
  }
}
