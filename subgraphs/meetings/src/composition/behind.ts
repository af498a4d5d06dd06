import { constants } from 'node:os';
import { runTool, type ToolBounds } from '@parley/kit/tool';
import type { Track } from './composition.js';

/** How long a program may work on a recording. */
export type Bounds = Required<Pick<ToolBounds, 'milliseconds'>> & Pick<ToolBounds, 'signal'>;

/** How ffmpeg reads recordings: it asks nobody, and shows what can be shown, however much was lost on the way. */
export const AT_ALL = ['-v', 'error', '-nostdin', '-y', '-max_error_rate', '1'];

/** A track as ffmpeg reads it, and nothing that it names. */
export const reading = ({ path, format }: Pick<Track, 'path' | 'format'>): string[] => [
  ...['-protocol_whitelist', 'file', '-f', format, '-i', `file:${path}`],
];

/** Runs a program of the system behind all else on this machine: a recording is made while meetings still run. */
export const runBehind = (tool: string, args: readonly string[], bounds: Bounds): Promise<Buffer> =>
  runTool(tool, args, { ...bounds, priority: constants.priority.PRIORITY_LOW });
