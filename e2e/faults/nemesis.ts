import { setTimeout as pass } from 'node:timers/promises';
import { ENDED_BY_ITSELF, type Journal } from './journal.js';
import type { Chance } from './seed.js';
import { type Part, partOf, type Stage } from './stage.js';
import type { Trouble } from './wire/chaos-proxy.js';

/** Something that is done to a process, or to a line, and for how long. Times in milliseconds. */
export type Blow =
  | {
      readonly kind: 'process';
      readonly action: 'kill' | 'terminate' | 'freeze';
      readonly target: string;
      readonly after: number;
      readonly lasts: number;
    }
  | {
      readonly kind: 'line';
      readonly target: string;
      readonly trouble: Trouble;
      readonly after: number;
      readonly lasts: number;
    };

const TROUBLES: readonly Trouble[] = [
  { kind: 'delay', milliseconds: 120 },
  { kind: 'cut', bytes: 4_000 },
  { kind: 'cut', bytes: 60_000 },
  { kind: 'black-hole' },
  { kind: 'half-close', bytes: 6_000 },
  { kind: 'drip', bytes: 96, milliseconds: 4 },
  { kind: 'refuse' },
];

/** What a seed does within so many milliseconds: one track for processes, one for lines, both at once. */
export function plannedBlows(
  chance: Chance,
  parts: readonly string[],
  lines: readonly string[],
  within: number,
) {
  const processes: Blow[] = [];
  const own = chance.for('processes');
  for (let at = 0; at < within;) {
    const action = own.pick(['kill', 'kill', 'terminate', 'freeze'] as const);
    const blow = { after: own.within(500, 2_000), lasts: own.within(100, 1_800) };
    processes.push({ kind: 'process', action, target: own.pick(parts), ...blow });
    // A start takes about two seconds more.
    at += blow.after + blow.lasts + (action === 'freeze' ? 0 : 2_000);
  }
  const wires: Blow[] = [];
  const other = chance.for('lines');
  for (let at = 0; at < within;) {
    const blow = { after: other.within(200, 1_500), lasts: other.within(300, 2_500) };
    wires.push({ kind: 'line', target: other.pick(lines), trouble: other.pick(TROUBLES), ...blow });
    at += blow.after + blow.lasts;
  }
  return { processes, wires };
}

/** Strikes by a plan and leaves everything whole. */
export class Nemesis {
  /** What is being struck or raised now; whatever else is down has ended by itself. */
  private readonly busy = new Map<string, Promise<void>>();

  constructor(
    private readonly stage: Stage,
    private readonly journal: Journal,
  ) {}

  /** Both tracks of a plan; each ends with the first blow that would begin after `milliseconds`. */
  async strike(chance: Chance, milliseconds: number): Promise<void> {
    const { stage } = this;
    const parts = stage.parts.map(({ name }) => name);
    const { processes, wires } = plannedBlows(chance, parts, [...stage.lines.keys()], milliseconds);
    const until = performance.now() + milliseconds;
    await Promise.all([this.track(processes, until), this.track(wires, until)]);
  }

  /** Starts again what ended by itself, as a supervisor does, and notes it: no process may. */
  supervise(): () => Promise<void> {
    let watching = true;
    const watch = async () => {
      while (watching) {
        const fallen = this.stage.parts.filter(({ name, running }) => !running && !this.busy.has(name));
        for (const part of fallen) await this.alone(part.name, () => this.raise(part));
        await pass(200);
      }
    };
    const watched = watch();
    return async () => {
      watching = false;
      await watched;
    };
  }

  /** Every line healed. */
  heal(): void {
    for (const line of this.stage.lines.values()) line.heal();
  }

  /** One thing at a time with a process. */
  private async alone(name: string, work: () => Promise<void>): Promise<void> {
    await this.busy.get(name);
    const done = work().finally(() => this.busy.delete(name));
    this.busy.set(name, done);
    await done;
  }

  private async raise(part: Part): Promise<void> {
    const told = { type: 'fault', action: ENDED_BY_ITSELF, target: part.name } as const;
    this.journal.note({ ...told, phase: 'begun' });
    await part.start();
    this.journal.note({ ...told, phase: 'over' });
  }

  private async track(blows: readonly Blow[], until: number): Promise<void> {
    for (const blow of blows) {
      await pass(blow.after);
      if (performance.now() > until) return;
      await this.blow(blow);
    }
  }

  private async blow(blow: Blow): Promise<void> {
    const action = blow.kind === 'process' ? blow.action : JSON.stringify(blow.trouble);
    const told = { type: 'fault', action, target: blow.target } as const;
    this.journal.note({ ...told, phase: 'begun' });
    if (blow.kind === 'process') await this.alone(blow.target, () => this.process(blow));
    else await this.line(blow);
    this.journal.note({ ...told, phase: 'over' });
  }

  private async process({ action, target, lasts }: Extract<Blow, { kind: 'process' }>): Promise<void> {
    const part = partOf(this.stage, target);
    // It has ended by itself just now: it is raised first.
    if (!part.running) await this.raise(part);
    if (action === 'freeze') {
      part.pause();
      await pass(lasts);
      part.resume();
      return;
    }
    if (action === 'kill') await part.kill();
    else await part.stop();
    await pass(lasts);
    await part.start();
  }

  private async line({ target, trouble, lasts }: Extract<Blow, { kind: 'line' }>): Promise<void> {
    const line = this.stage.lines.get(target);
    line?.set(trouble);
    await pass(lasts);
    line?.heal();
  }
}
