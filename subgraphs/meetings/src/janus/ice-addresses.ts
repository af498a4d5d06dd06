import { networkInterfaces } from 'node:os';
import { JanusFault } from './janus-fault.js';

/**
 * The addresses of this machine that media may use. Janus never uses loopback, and where the list it is given comes
 * out empty it offers every address there is: so the list is made here, and is never empty.
 * @param wanted addresses or names of interfaces; all IPv4 addresses when not given
 * @throws JanusFault when the machine has none, or one of those wanted is not its own
 */
export function iceAddresses(wanted: readonly string[] = []): readonly string[] {
  const own = Object.entries(networkInterfaces()).flatMap(([name, addresses]) =>
    (addresses ?? []).filter(isUsable).map(({ address, family }) => ({ name, address, family })),
  );
  if (wanted.length > 0) return wanted.flatMap((one) => addressesOf(one, own));
  const found = own.filter(({ family }) => family === 'IPv4').map(({ address }) => address);
  if (found.length > 0) return found;
  throw new JanusFault('This machine has no network address but loopback, which media servers do not use.');
}

interface OwnAddress {
  readonly name: string;
  readonly address: string;
}

const isUsable = ({ address, internal }: { address: string; internal: boolean }) =>
  !internal && !address.startsWith('fe80:');

function addressesOf(wanted: string, own: readonly OwnAddress[]): readonly string[] {
  const found = own.filter(({ name, address }) => wanted === name || wanted === address);
  if (found.length > 0) return found.map(({ address }) => address);
  throw new JanusFault(`JANUS_ADDRESSES names ${wanted}, which is no address or interface of this machine.`);
}
