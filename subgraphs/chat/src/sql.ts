export { boundsOf, byKey, byTime, columnOf, containing, select, selectOne } from '@parley/kit';
