import { AppError, signProof, type Caller, type ExecutionAnswer, type OperationRequest } from '@parley/kit';
import { PushStream } from '../push-stream.js';
import type { End } from './line.js';
import { silent } from './link.js';
import type { Replica } from './replica.js';
import type { Replicas, SubgraphAddress } from './replicas.js';

/** How many events may wait for their consumer (realtime.md, slow consumers). */
const WAITING_EVENTS = 256;

/** The last answer of a stream whose consumer fell behind: what it missed is read again from its cursor, at once. */
const behind = (): AppError =>
  new AppError('UNAVAILABLE', 'This stream was left behind; it goes on from its cursor', { behind: true });

/** Whether a stream ended because its consumer fell behind, and not because the subgraph does not answer. */
export const isBehind = ({ errors }: ExecutionAnswer): boolean =>
  errors?.some(({ extensions }) => extensions['behind'] === true) ?? false;

/**
 * A subscription at one of the replicas. One that is lost before its first answer begins at the next replica, each at
 * most once, for nobody can have missed anything; later, whoever follows it resumes from a cursor.
 */
export function followReplicas(
  address: SubgraphAddress,
  replicas: Replicas,
  request: OperationRequest,
  caller: Caller,
): AsyncGenerator<ExecutionAnswer, void, undefined> {
  return new Following({ address, request, caller }).begin(replicas);
}

interface Followed {
  readonly address: SubgraphAddress;
  readonly request: OperationRequest;
  readonly caller: Caller;
}

class Following {
  private readonly answers: PushStream<ExecutionAnswer>;
  private leave = (): void => undefined;
  private isOver = false;
  private heard = false;

  constructor(private readonly followed: Followed) {
    this.answers = new PushStream<ExecutionAnswer>(WAITING_EVENTS, () => {
      this.over();
    });
  }

  begin(replicas: Replicas): PushStream<ExecutionAnswer> {
    this.run(replicas).catch(() => {
      this.end(silent(this.followed.address.name));
    });
    return this.answers;
  }

  private async run(replicas: Replicas): Promise<void> {
    for (const replica of await replicas.inOrder()) {
      const why = await this.at(replica);
      if (why === 'complete') {
        this.end();
        return;
      }
      if (why === 'refused' || this.heard) break;
    }
    this.end(silent(this.followed.address.name));
  }

  /** Each operation brings a proof of its own, so that one connection carries the streams of many viewers. */
  private at(replica: Replica): Promise<End> {
    const { address, caller, request } = this.followed;
    const { query, operationName, variables } = request;
    const proof = signProof(address.proofSecret, { audience: address.name, caller, body: query });
    if (this.isOver) return Promise.resolve('complete');
    const payload = { query, operationName, variables: variables && { ...variables }, extensions: { proof } };
    const stream = replica.follow(payload, (answer) => {
      this.heard = true;
      if (!this.answers.push(answer as ExecutionAnswer)) this.end(behind());
    });
    this.leave = () => {
      stream.leave();
    };
    return stream.ended;
  }

  private end(last?: AppError): void {
    if (this.isOver) return;
    this.answers.end(last && { errors: [last] });
    this.over();
  }

  private over(): void {
    this.isOver = true;
    this.leave();
  }
}
