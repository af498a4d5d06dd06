import { BlockList, isIP, isIPv6 } from 'node:net';

/** What is nobody's on the open internet (RFC 6890 and its successors), and what hides an address in another one. */
const CLOSED: readonly (readonly [string, number, 'ipv4' | 'ipv6'])[] = [
  ['0.0.0.0', 8, 'ipv4'],
  ['10.0.0.0', 8, 'ipv4'],
  ['100.64.0.0', 10, 'ipv4'],
  ['127.0.0.0', 8, 'ipv4'],
  ['169.254.0.0', 16, 'ipv4'],
  ['172.16.0.0', 12, 'ipv4'],
  ['192.0.0.0', 24, 'ipv4'],
  ['192.0.2.0', 24, 'ipv4'],
  ['192.88.99.0', 24, 'ipv4'],
  ['192.168.0.0', 16, 'ipv4'],
  ['198.18.0.0', 15, 'ipv4'],
  ['198.51.100.0', 24, 'ipv4'],
  ['203.0.113.0', 24, 'ipv4'],
  ['224.0.0.0', 3, 'ipv4'],
];

/** The only part of IPv6 that is given to the open internet. */
const OPEN_V6 = ['2000::', 3] as const;

/** Parts of it that are not, or that hide another address. */
const CLOSED_V6 = [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
] as const;

const closed = new BlockList();
for (const [address, bits, family] of CLOSED) closed.addSubnet(address, bits, family);
for (const [address, bits] of CLOSED_V6) closed.addSubnet(address, bits, 'ipv6');
const open = new BlockList();
open.addSubnet(OPEN_V6[0], OPEN_V6[1], 'ipv6');

/** Whether an address is one of the open internet: of no machine or network that only we can reach. */
export function isPublicAddress(address: string): boolean {
  if (isIP(address) === 0) return false;
  if (isIPv6(address)) return open.check(address, 'ipv6') && !closed.check(address, 'ipv6');
  return !closed.check(address, 'ipv4');
}
