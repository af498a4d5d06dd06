import { CreateFiles1760000070000 } from './migrations/1760000070000-create-files.js';
import { CreateSharing1760000070010 } from './migrations/1760000070010-create-sharing.js';

/** Folders, files and their versions: where they are, who may do what with them. A part of files.ts. */
export const tree = {
  migrations: [CreateFiles1760000070000, CreateSharing1760000070010],
};
