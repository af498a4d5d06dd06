import { type Input, type Row, inside, mutation } from './permission-rows.js';

const byMessage: Input = ({ messageId }) => ({ messageId });

/** Refused to everybody but the author of the message, who is `member`. */
const ONLY_THE_AUTHOR = {
  guest: 'FORBIDDEN',
  reader: 'FORBIDDEN',
  moderator: 'FORBIDDEN',
  owner: 'FORBIDDEN',
} as const;

/** What is done with messages besides reading, answering and changing them. */
export const ofDeeds: readonly Row[] = [
  mutation('undoSend', '{ id }', byMessage, inside('NOT_FOUND', ONLY_THE_AUTHOR)),
];
