import type { RequestContext } from '@parley/kit';
import type { Measurement } from '../quality/quality.rules.js';
import { uplinkOf } from './routed.store.js';

/**
 * What a device measured of what it receives, and the media server of what the device sends, as one: a line is as good as
 * its worse half. Between two devices there is nobody else who measures.
 */
export async function withUplink(
  ctx: RequestContext,
  participantId: string,
  measured: Measurement,
): Promise<Measurement> {
  const uplink = await uplinkOf(ctx.db, participantId);
  if (!uplink) return measured;
  return {
    roundTripMs: Math.max(measured.roundTripMs, uplink.roundTripMs),
    jitterMs: Math.max(measured.jitterMs, uplink.jitterMs),
    lossRatio: Math.max(measured.lossRatio, uplink.lossRatio),
    bitrateKbps: measured.bitrateKbps,
  };
}
