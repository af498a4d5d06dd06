export { boundsOf, byKey, byTime, columnOf, containing, propertyOf, select, selectOne } from '@parley/kit';
