import { closeCode } from '../../core/graphql/reconnect.rules';

/** Why a line ended, as the key of a text; every code that is nobody's word is a network that broke. */
export type EndReason = keyof typeof closeCode | 'lost';

export function endReason(code: number | undefined): EndReason {
  const known = Object.entries(closeCode).find(([, each]) => each === code);
  return (known?.[0] as EndReason | undefined) ?? 'lost';
}
