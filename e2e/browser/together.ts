import type { Browser, BrowserContextOptions } from 'playwright-core';
import { aKey } from '../people.js';
import { a, aChannelNamed } from '../product.js';
import { Visitor } from './visitor.js';

/** Two people who have the same channel open. */
export interface Together extends AsyncDisposable {
  readonly amara: Visitor;
  readonly daniel: Visitor;
  readonly channel: string;
}

/** Amara and Daniel, each at a browser, with the same new channel open; Amara owns it. */
export async function together(
  browser: Browser,
  about: string,
  daniels: BrowserContextOptions = {},
): Promise<Together> {
  const channel = `${about} ${aKey().slice(0, 8)}`;
  await aChannelNamed(channel, await a('head'), await a('student'));
  const [amara, daniel] = await Promise.all([
    Visitor.at(browser, 'head'),
    Visitor.at(browser, 'student', daniels),
  ]);
  await Promise.all([amara.open(channel), daniel.open(channel)]);
  return {
    amara,
    daniel,
    channel,
    [Symbol.asyncDispose]: async () => {
      await Promise.all([amara[Symbol.asyncDispose](), daniel[Symbol.asyncDispose]()]);
    },
  };
}
