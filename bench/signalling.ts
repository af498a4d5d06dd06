import { setTimeout as pause } from 'node:timers/promises';
import { cpuMilliseconds, quantile } from './measure.js';
import { settingOf } from './product.js';
import type { Report } from './report.js';
import { Attendee } from './room/attendee.js';
import { aHouse, aPerson } from './room/house.js';

const PARTICIPANTS = 200;
const SECONDS = 30;
/** So many of them speak; the others came to listen. */
const SPEAKERS = 5;
/** Little of each: the devices of all and the media server are on this machine too, and signalling is what is measured. */
const PACKETS_PER_SECOND = 5;

/** A room that fills up: how long each step of signalling takes, and what it costs the service. */
export async function signalling(report: Report): Promise<void> {
  const house = await aHouse();
  try {
    const count = settingOf('SIGNALLING_PARTICIPANTS', PARTICIPANTS);
    const people = Array.from({ length: count }, (_, n) => aPerson(n));
    const [host, ...others] = people;
    if (!host) return;
    const room = await house.room(host, others);
    const steps: number[] = [];
    const attendees = people.map(
      (person) => new Attendee(house.asker, person, (milliseconds) => steps.push(milliseconds)),
    );
    const cpuBefore = cpuMilliseconds(house.meetings.pid);
    const began = performance.now();
    await Promise.all(
      attendees.map(async (attendee, n) => {
        await pause((n / count) * SECONDS * 1_000);
        await attendee.join(room);
        await attendee.ready();
        if (n < SPEAKERS) await attendee.publish(PACKETS_PER_SECOND);
      }),
    );
    // Whoever came last has to hear the others as well.
    while (attendees.slice(SPEAKERS).some((attendee) => attendee.received('MICROPHONE') === 0)) {
      await pause(20);
    }
    const took = performance.now() - began;
    const cores = (cpuMilliseconds(house.meetings.pid) - cpuBefore) / took;
    report.note(
      `${String(count)} came in ${(took / 1_000).toFixed(1)} s, ${String(SPEAKERS)} of them speak; ` +
        `${String(steps.length)} steps, median ${quantile(steps, 0.5).toFixed(1)} ms`,
    );
    report.figure({ name: 'step-p99-ms', value: quantile(steps, 0.99), must: '<=', bar: 250 });
    report.figure({ name: 'cores', value: cores, must: '<=', bar: 0.5 });
    for (const attendee of attendees) attendee.close();
  } finally {
    await house.stop();
  }
}
