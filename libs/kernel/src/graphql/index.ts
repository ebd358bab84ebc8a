export { Day, DateTime, Money, Percent, Json, type MoneyValue } from './scalars';
export { boundsOf, checkLimits, mutationsIn, documentLimits } from './limits';
export { serverPlugins } from './server';
export { Lane, worded, type Answer } from './lane';
export { TrustedDocuments, type DocumentAsk } from './trusted';
export { inRequest, currentRequest, readerOfRequest, type RequestFacts } from './request';
export { checkTexts } from './texts';
