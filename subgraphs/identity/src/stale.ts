import { type AppError, conflict } from '@parley/kit';

/** The version that the viewer read is not the present one. */
export const changedMeanwhile = (): AppError =>
  conflict('Somebody else changed this meanwhile; read it again');
