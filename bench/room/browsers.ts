import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { chromium } from 'playwright-core';
import {
  BenchUserDocument,
  CreateChannelDocument,
  EndRoomDocument,
  OpenRoomDocument,
  RoomSeenDocument,
} from '../generated/graphql.js';
import { AMARA, Graph } from '../graph.js';
import { quantile } from '../measure.js';
import { aKey, freePort, settingOf, startServer } from '../product.js';
import type { Report } from '../report.js';
import { startDatabase } from '../servers/database.js';
import { DEVICES, Talker } from './talker.js';

const JONAS = 'jonas.lindqvist@northgate.ac.uk';
const ROUNDS = 20;
const FLAGS = ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-sync'];

interface Two {
  readonly amara: Talker;
  readonly jonas: Talker;
  readonly graph: Graph;
  readonly jonasGraph: Graph;
  readonly jonasId: string;
}

/** A room of the two, which the other one sees as soon as meetings has been told who is in its channel. */
async function roomOf({ graph, jonasGraph, jonasId }: Two): Promise<string> {
  const group = { kind: 'GROUP' as const, name: 'Bench', memberIds: [jonasId], key: aKey() };
  const { createChannel } = await graph.get(CreateChannelDocument, { input: group });
  const input = { title: 'Bench', kind: 'INSTANT' as const, channelId: createChannel.id };
  for (;;) {
    try {
      const { createMeeting } = await graph.get(OpenRoomDocument, { input: { ...input, key: aKey() } });
      while (!(await jonasGraph.get(RoomSeenDocument, { id: createMeeting.id })).meeting) await pause(50);
      return createMeeting.id;
    } catch {
      // Who is in a channel is told to meetings, which takes a moment.
      await pause(50);
    }
  }
}

/** From the press of "Join now" until the first picture of who is there is drawn. */
async function joining(two: Two): Promise<readonly number[]> {
  const room = await roomOf(two);
  const { amara, jonas } = two;
  await amara.before(room);
  await amara.join();
  const took: number[] = [];
  for (let n = 0; n < settingOf('JOIN_ROUNDS', ROUNDS); n++) {
    await jonas.before(room);
    await jonas.watchForPicture('Picture of Amara Okafor');
    const pressed = await jonas.press('Join now');
    took.push((await jonas.noted()) - pressed);
    await jonas.leave();
  }
  await two.graph.get(EndRoomDocument, { input: { meetingId: room, key: aKey() } });
  return took;
}

/** From the press of a button until the other one is shown that it rings, and that it is over. */
async function calling({ amara, jonas, jonasId }: Two): Promise<Record<'rung' | 'ended', readonly number[]>> {
  const [rung, ended]: [number[], number[]] = [[], []];
  await jonas.page.goto('/chat');
  await jonas.page.getByRole('navigation', { name: 'Channels' }).waitFor();
  for (let n = 0; n < settingOf('JOIN_ROUNDS', ROUNDS); n++) {
    await amara.page.goto(`/people/${jonasId}`);
    await jonas.watchFor('section[aria-label="Amara Okafor is calling you"]', true);
    const called = await amara.press('Call');
    rung.push((await jonas.noted()) - called);
    await jonas.press('Answer');
    await Promise.all([amara, jonas].map((each) => each.talks()));
    await jonas.watchFor('[aria-label="Controls of the call"]', false);
    const left = await amara.press('Leave');
    ended.push((await jonas.noted()) - left);
  }
  return { rung, ended };
}

async function measure(two: Two, report: Report): Promise<void> {
  const joined = await joining(two);
  const { rung, ended } = await calling(two);
  report.note(
    `in browsers, medians: first picture ${quantile(joined, 0.5).toFixed(0)} ms, ` +
      `ring ${quantile(rung, 0.5).toFixed(0)} ms, end ${quantile(ended, 0.5).toFixed(0)} ms`,
  );
  report.figure({ name: 'first-picture-p95-ms', value: quantile(joined, 0.95), must: '<=', bar: 700 });
  report.figure({ name: 'ring-shown-p95-ms', value: quantile(rung, 0.95), must: '<=', bar: 200 });
  report.figure({ name: 'end-shown-p95-ms', value: quantile(ended, 0.95), must: '<=', bar: 200 });
}

async function withTwo(url: string, report: Report): Promise<void> {
  const browser = await chromium.launch({
    ...{ executablePath: '/usr/bin/chromium', args: [...FLAGS, ...DEVICES] },
  });
  const nobody = Graph.at(url, 4);
  try {
    await using amara = await Talker.signIn(browser, url, AMARA);
    await using jonas = await Talker.signIn(browser, url, JONAS);
    const [graph, jonasGraph] = [await nobody.signIn(AMARA), await nobody.signIn(JONAS)];
    const { viewer } = await jonasGraph.get(BenchUserDocument, {});
    await measure({ amara, jonas, graph, jonasGraph, jonasId: viewer?.user.id ?? '' }, report);
  } finally {
    await nobody.close();
    await browser.close();
  }
}

/** What two people wait for in the whole product: browsers, the gateway, meetings and its Janus, on one machine. */
export async function inBrowsers(report: Report): Promise<void> {
  const dir = await mkdtemp(join(tmpdir(), 'parley-bench-call-'));
  const database = await startDatabase({ keepsLog: false });
  const secret = (): string => randomBytes(32).toString('hex');
  try {
    const product = await startServer('gateway/dist/all-in-one.js', await freePort(), {
      ...{ DATABASE_URL: database.url, DATA_DIR: dir, TOKEN_SECRET: secret(), PROOF_SECRET: secret() },
    });
    try {
      await withTwo(product.url, report);
    } finally {
      await product.end();
    }
  } finally {
    await database.stop();
    await rm(dir, { recursive: true, force: true });
  }
}
