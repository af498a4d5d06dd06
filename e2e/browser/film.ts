import type { Locator } from 'playwright-core';
import { probe, type Probed } from '../client/probe.js';

/** What ffprobe says of the film that a page shows. */
export async function probed(film: Locator): Promise<Probed> {
  const bytes = await film.evaluate(async (video: HTMLVideoElement) => {
    const answer = await fetch(video.src);
    return [...new Uint8Array(await answer.arrayBuffer())];
  });
  return probe(Buffer.from(bytes));
}
