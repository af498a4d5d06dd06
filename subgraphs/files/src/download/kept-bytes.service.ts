// What others than the door of downloads give: bytes by version, and what was made of them.
export { type KeptBytes, bytesOfRendition, bytesOfVersion } from './download.store.js';
