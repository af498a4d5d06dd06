export { batchOf } from '@parley/kit';
