import { constants } from 'node:os';
import { runTool, type ToolBounds } from '@parley/kit/tool';

/** How long a program may work on a recording. */
export type Bounds = Required<Pick<ToolBounds, 'milliseconds'>> & Pick<ToolBounds, 'signal'>;

/** Runs a program of the system behind all else on this machine: a recording is made while meetings still run. */
export const runBehind = (tool: string, args: readonly string[], bounds: Bounds): Promise<Buffer> =>
  runTool(tool, args, { ...bounds, priority: constants.priority.PRIORITY_LOW });
