import type { Installation } from '../servers/installation.js';
import { anAudience } from './audience.js';
import { type BareTarget, bareTarget, type Grouping, type Writing } from './bare-target.js';
import { type Cost, costOf, type Round, Subject } from './cost.js';
import { productTarget } from './product-target.js';

/** What is compared, and how long. */
export interface Comparison {
  readonly grouping: Grouping;
  readonly sockets: number;
  /** Memory is what is held between this many sockets and all of them: what the first ones warm is not counted. */
  readonly first: number;
  readonly rounds: number;
  /** Publications of each in a round. */
  readonly messages: number;
}

/** Costs of the product and of the two ways in which a bare server writes. */
export interface Compared {
  readonly product: Cost;
  readonly frame: Cost;
  readonly send: Cost;
  /** Kilobytes of one idle socket with its subscriptions. */
  readonly kilobytes: { readonly product: number; readonly bare: number };
  readonly frameBytes: number;
  readonly overheads: string;
}

async function kilobytesOf(subject: Subject, { first, sockets }: Comparison): Promise<number> {
  const few = await subject.gather(first);
  const all = await subject.gather(sockets);
  return (all - few) / (sockets - first);
}

/** In turn, so that a busy neighbour meets all. */
async function inTurn(product: Subject, bare: Subject, reference: BareTarget, comparison: Comparison) {
  const rounds: Record<Writing | 'product', Round[]> = { product: [], frame: [], send: [] };
  for (let n = 0; n < comparison.rounds; n++) {
    rounds.product.push(await product.round(comparison.messages));
    reference.frameBytes = product.crowd.frameBytes;
    for (const writing of ['frame', 'send'] as const) {
      reference.writing = writing;
      rounds[writing].push(await bare.round(comparison.messages));
    }
  }
  return { product: costOf(rounds.product), frame: costOf(rounds.frame), send: costOf(rounds.send) };
}

/** Measures the product against a bare `ws` server with the same sockets, groups and frame size. */
export async function compare(installation: Installation, comparison: Comparison): Promise<Compared> {
  const { grouping, sockets } = comparison;
  const [gateway] = installation.gateways;
  if (!gateway) throw new Error('The installation has no gateway');
  const audience = await anAudience(gateway.url, grouping.groups, sockets);
  const reference = await bareTarget(grouping);
  const product = new Subject(gateway, productTarget(gateway.url, audience, grouping));
  const bare = new Subject(reference.server, reference);
  try {
    await product.takeAlone();
    await bare.takeAlone();
    const kilobytes = {
      product: await kilobytesOf(product, comparison),
      bare: await kilobytesOf(bare, comparison),
    };
    await product.takeIdle();
    reference.frameBytes = product.crowd.frameBytes;
    await bare.takeIdle();
    const costs = await inTurn(product, bare, reference, comparison);
    const { frameBytes } = product.crowd;
    return { ...costs, kilobytes, frameBytes, overheads: product.overheads };
  } finally {
    product.crowd.disperse();
    bare.crowd.disperse();
    await reference.stop();
    await audience.close();
  }
}

/** A cost, for people. */
export const inWords = ({ cpu, last, missing }: Cost): string =>
  `${cpu.toFixed(2)} µs a delivery, last delivery p50 ${last.toFixed(1)} ms${
    missing === 0 ? '' : `, ${String(missing)} deliveries given up`
  }`;
