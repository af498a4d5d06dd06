import { type Job, job } from '@parley/kit';
import type { MeetingsContext } from '../context.js';
import { TRANSCRIBE, transcribeDue } from './transcription.service.js';

/** Asks as soon as there is something to ask for, and again where that was in vain or whoever asked is gone. */
export const transcribing: Job = job(TRANSCRIBE, { cron: '* * * * *' }, (ctx) =>
  transcribeDue(ctx as MeetingsContext),
);
