import { randomUUID } from 'node:crypto';
import type { Viewer } from '../../subgraphs/kit/src/index.js';
import type { Data, Product } from './product.js';

/** Runs a mutation that takes one input, and gives what it answers with. */
export type Act = (who: Viewer, name: string, input: Data, fields?: string) => Promise<Data>;

/** How somebody does something in a product. */
export const acting =
  (product: Product): Act =>
  async (who, name, input, fields = '{ id }') => {
    const type = `${name.charAt(0).toUpperCase()}${name.slice(1)}Input`;
    const query = `mutation ($input: ${type}!) { ${name}(input: $input) ${fields} }`;
    const data = await product.run(who, query, { input: { ...input, key: randomUUID() } });
    return data[name] as Data;
  };
