import { metrics, type Caller } from '@parley/kit';
import { Histogram } from 'prom-client';
import { Door, type Admitted, type Priced } from '../door.js';
import type { DocumentRequest } from './reference.js';
import type { DocumentStatistics, Run } from './statistics.js';

/** What is not on the list is one series, however many documents that are: whoever sends them chooses no labels. */
const OTHERS = '(others)';
const UNNAMED = '(unnamed)';

const operationSeconds = new Histogram({
  name: 'parley_gateway_operation_seconds',
  help: 'Time to answer one query or mutation, by its name where it was reviewed.',
  labelNames: ['operation', 'errors'],
  buckets: [0.005, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
  registers: [metrics],
});

/** The door, with a count of what goes through it: by document for operators, by trusted name for Prometheus. */
export class CountedDoor extends Door {
  constructor(
    private readonly statistics: DocumentStatistics,
    ...parts: ConstructorParameters<typeof Door>
  ) {
    super(...parts);
  }

  override async admit(
    request: DocumentRequest,
    caller: Caller,
    credential: string | null = null,
  ): Promise<Admitted> {
    const admitted = await super.admit(request, caller, credential);
    const { kind, cost } = admitted.operation;
    if (kind === 'subscription') this.note(admitted, caller, { ms: null, hasErrors: false, spent: cost });
    return admitted;
  }

  override async answer(admitted: Admitted, caller: Caller, gone?: AbortSignal): Promise<Priced> {
    const begun = performance.now();
    const since = () => performance.now() - begun;
    try {
      const answer = await super.answer(admitted, caller, gone);
      const { errors, spent } = answer;
      this.note(admitted, caller, { ms: since(), hasErrors: errors.length > 0, spent });
      return answer;
    } catch (error) {
      // A run that failed is a run; what it failed with goes on as it is.
      this.note(admitted, caller, { ms: since(), hasErrors: true, spent: 0 });
      throw error;
    }
  }

  private note(
    { operation }: Admitted,
    { viewer, client }: Caller,
    run: Pick<Run, 'ms' | 'hasErrors' | 'spent'>,
  ): void {
    this.statistics.note(operation, { ...run, app: client.app ?? UNNAMED, sender: viewer?.id ?? null });
    if (run.ms === null) return;
    operationSeconds.observe(
      { operation: operation.trusted?.name ?? OTHERS, errors: String(run.hasErrors) },
      run.ms / 1_000,
    );
  }
}
