/** What the browser's store of files on their way is called. */
export const UPLOADS = 'parley-uploads';
