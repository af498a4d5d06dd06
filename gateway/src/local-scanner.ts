import { connect } from 'node:net';

/** Where the packages of Debian and its relatives have clamd listen. */
const USUAL = ['/run/clamav/clamd.ctl', '/run/clamd.scan/clamd.sock'];
const PATIENCE_MS = 500;

/** The virus scanner of this machine, where one answers: an installation in one process scans if it can. */
export async function localScanner(): Promise<string | undefined> {
  for (const path of USUAL) if (await answers(path)) return `unix://${path}`;
  return undefined;
}

function answers(path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ path });
    const settle = (isThere: boolean) => () => {
      socket.destroy();
      resolve(isThere);
    };
    socket.setTimeout(PATIENCE_MS, settle(false));
    socket.once('connect', settle(true));
    socket.once('error', settle(false));
  });
}
