import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { median, quantile } from './measure.js';
import { settingOf } from './product.js';
import type { Report } from './report.js';
import { Attendee } from './room/attendee.js';
import { BareJanus } from './room/bare.js';
import { inBrowsers } from './room/browsers.js';
import { type House, aHouse, aPerson } from './room/house.js';

const ROUNDS = 30;
const VIEWERS = 60;
const VIEWING_SECONDS = 60;

const [SPEAKER, LISTENER] = [aPerson(1), aPerson(2)];

/**
 * From the wish to come in until the first picture is there: every one of the speaker's can be decoded by itself. A peer
 * in Node waits a second before it says hello to DTLS again, where a browser waits for 50 ms: hence the bare script.
 */
async function joinOnce({ asker }: House, room: string): Promise<number> {
  const before = performance.now();
  const attendee = new Attendee(asker, LISTENER);
  await attendee.join(room);
  await attendee.ready();
  while (attendee.received('CAMERA') === 0) await pause(1);
  const took = performance.now() - before;
  attendee.close();
  return took;
}

async function joining(house: House, room: string, report: Report): Promise<void> {
  const bare = await BareJanus.connect(house.janusUrl);
  const [ours, theirs]: [number[], number[]] = [[], []];
  for (let n = 0; n < settingOf('JOIN_ROUNDS', ROUNDS); n++) {
    ours.push(await joinOnce(house, room));
    theirs.push(await bare.watch(room));
  }
  bare.close();
  report.note(
    `ours: median ${median(ours).toFixed(0)} ms; a bare script: median ${median(theirs).toFixed(0)} ms`,
  );
  report.figure({ name: 'to-bare-janus', value: median(ours) / median(theirs), must: '<=', bar: 1.3 });
}

/** Many who watch one for a minute: how many of them lost it meanwhile. */
async function viewing(house: House, report: Report): Promise<void> {
  const people = Array.from({ length: VIEWERS }, (_, n) => aPerson(100 + n));
  const room = await house.room(SPEAKER, people);
  const speaker = new Attendee(house.asker, SPEAKER);
  await speaker.join(room);
  await speaker.ready();
  await speaker.publish();
  const viewers = people.map((person) => new Attendee(house.asker, person));
  for (const viewer of viewers) {
    await viewer.join(room);
    await viewer.ready();
    while (viewer.received('CAMERA') === 0) await pause(5);
  }
  const seconds = settingOf('JOIN_VIEWING_SECONDS', VIEWING_SECONDS);
  const before = viewers.map((viewer) => viewer.received('CAMERA'));
  await pause(seconds * 1_000);
  const stood = viewers.filter(
    (viewer, n) => viewer.isConnected && viewer.received('CAMERA') > (before[n] ?? 0),
  );
  report.note(`${String(VIEWERS)} viewers of one for ${String(seconds)} s`);
  report.figure({ name: 'viewers-lost', value: VIEWERS - stood.length, must: '<=', bar: 0 });
  for (const each of [speaker, ...viewers]) each.close();
}

const EVENTS = `subscription { callEvents { __typename ... on CallRinging { call { id } }
  ... on CallChanged { call { id state } } } }`;

interface CallTold {
  readonly __typename: string;
  readonly call?: { readonly id: string; readonly state?: string } | null;
}

/** How soon the other one is told that it rings, and that it is over. */
async function ringing({ asker }: House, report: Report): Promise<void> {
  let hear: (told: CallTold) => void = () => undefined;
  const leave = asker.follow(LISTENER, EVENTS, {}, ({ callEvents }) => {
    hear(callEvents as CallTold);
  });
  const until = (fits: (told: CallTold) => boolean) =>
    new Promise<number>((resolve) => {
      hear = (told) => {
        if (fits(told)) resolve(performance.now());
      };
    });
  const START = 'mutation ($input: StartCallInput!) { startCall(input: $input) { id } }';
  const END = 'mutation ($input: CallInput!) { cancelCall(input: $input) { id } }';
  const [rung, ended]: [number[], number[]] = [[], []];
  // What is told before the stream is followed is not heard.
  await pause(1_000);
  for (let n = 0; n < settingOf('JOIN_ROUNDS', ROUNDS); n++) {
    const heard = until(({ __typename }) => __typename === 'CallRinging');
    const begun = performance.now();
    const input = { userId: LISTENER.id, key: randomUUID() };
    const { startCall } = await asker.run<{ startCall: { id: string } }>(SPEAKER, START, { input });
    rung.push((await heard) - begun);
    const over = until(({ call }) => call?.state === 'CANCELLED');
    const ending = performance.now();
    await asker.run(SPEAKER, END, { input: { callId: startCall.id, key: randomUUID() } });
    ended.push((await over) - ending);
  }
  leave();
  report.figure({ name: 'ring-told-p95-ms', value: quantile(rung, 0.95), must: '<=', bar: 200 });
  report.figure({ name: 'end-told-p95-ms', value: quantile(ended, 0.95), must: '<=', bar: 200 });
}

/** How soon somebody who comes to a room sees who is there, how many can watch, and how soon a call is told. */
export async function join(report: Report): Promise<void> {
  await inBrowsers(report);
  const house = await aHouse();
  try {
    const room = await house.room(SPEAKER, [LISTENER]);
    const speaker = new Attendee(house.asker, SPEAKER);
    await speaker.join(room);
    await speaker.ready();
    await speaker.publish();
    await joining(house, room, report);
    speaker.close();
    await ringing(house, report);
    await viewing(house, report);
  } finally {
    await house.stop();
  }
}
