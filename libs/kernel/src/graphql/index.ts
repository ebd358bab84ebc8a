export { Day, DateTime, Money, Percent, Json, type MoneyValue } from './scalars';
export { boundsOf, checkLimits, documentLimits } from './limits';
export { serverPlugins, worded } from './server';
export { inRequest, currentRequest, readerOfRequest, type RequestFacts } from './request';
