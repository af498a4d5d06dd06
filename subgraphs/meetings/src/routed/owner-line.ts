import { randomUUID } from 'node:crypto';
import { AppError, type ErrorCode, type Runtime, unavailable } from '@parley/kit';

/** Longer than a media server needs for anything. */
const PATIENCE_MS = 5_000;

interface Question {
  readonly id: string;
  readonly from: string;
  readonly wish: object;
}

interface Answer {
  readonly answers: string;
  readonly refusal: { readonly code: ErrorCode; readonly message: string } | null;
}

const lineOf = (ownerId: string): string => `media-owner:${ownerId}`;

/** How processes that look after seats ask each other to do what only the one that has the seat can. */
export class OwnerLine<T extends object> {
  private readonly waiting = new Map<string, (answer: Answer) => void>();
  private readonly hangUp: () => void;

  /** @param fulfil does what another process asks for */
  constructor(
    private readonly runtime: Runtime,
    readonly id: string,
    private readonly fulfil: (wish: T) => Promise<void>,
  ) {
    this.hangUp = runtime.bus.subscribe(runtime.signalTopic(lineOf(id)), (message) => {
      void this.hear(message as Question | Answer);
    });
  }

  /** @throws what the other process refuses it with, UNAVAILABLE where it says nothing */
  async ask(owner: string, wish: T): Promise<void> {
    const id = randomUUID();
    const answer = new Promise<Answer>((resolve, reject) => {
      const late = setTimeout(() => {
        reject(unavailable('Who looks after this seat does not answer right now'));
      }, PATIENCE_MS);
      this.waiting.set(id, (answered) => {
        clearTimeout(late);
        resolve(answered);
      });
    });
    try {
      await this.runtime.signal(lineOf(owner), { id, from: this.id, wish } satisfies Question);
      const { refusal } = await answer;
      if (refusal) throw new AppError(refusal.code, refusal.message);
    } finally {
      this.waiting.delete(id);
    }
  }

  close(): void {
    this.hangUp();
  }

  private async hear(message: Question | Answer): Promise<void> {
    if ('answers' in message) {
      this.waiting.get(message.answers)?.(message);
      return;
    }
    const refusal = await this.refusalOf(message.wish as T);
    await this.runtime.signal(lineOf(message.from), { answers: message.id, refusal } satisfies Answer);
  }

  private async refusalOf(wish: T): Promise<Answer['refusal']> {
    try {
      await this.fulfil(wish);
      return null;
    } catch (error) {
      // Who asked is told; what nobody could foresee is logged where it happened.
      if (error instanceof AppError) {
        return { code: error.extensions['code'] as ErrorCode, message: error.message };
      }
      this.runtime.logger.error({ err: error }, 'a seat failed');
      return { code: 'INTERNAL', message: 'Something went wrong' };
    }
  }
}
