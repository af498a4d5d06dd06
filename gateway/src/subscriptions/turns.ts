/** How long the event loop may be busy with bringing readers on before others have their turn. */
const TURN_MS = 8;

/** Some work in a loop that must let others in. */
export class Turn {
  private began = performance.now();

  get isOver(): boolean {
    return performance.now() - this.began > TURN_MS;
  }

  /** Goes on when everybody else has had theirs. */
  async next(): Promise<void> {
    await new Promise(setImmediate);
    this.began = performance.now();
  }
}

interface Task<T> {
  readonly work: (subject: T) => void;
  readonly subject: T;
}

/** Work that is put off, in order: a little in each turn of the event loop, however many have something to do. */
class Turns {
  private readonly tasks: Task<never>[] = [];
  private isComing = false;

  later<T>(work: (subject: T) => void, subject: T): void {
    this.tasks.push({ work, subject } as unknown as Task<never>);
    if (this.isComing) return;
    this.isComing = true;
    setImmediate(this.run);
  }

  private readonly run = (): void => {
    const turn = new Turn();
    let done = 0;
    for (const { work, subject } of this.tasks) {
      work(subject);
      done += 1;
      if (turn.isOver) break;
    }
    this.tasks.splice(0, done);
    this.isComing = this.tasks.length > 0;
    if (this.isComing) setImmediate(this.run);
  };
}

/** The turns of this process. */
export const turns = new Turns();
