export { countError, countRequest, gauge, METRICS_TYPE, printedMetrics, watchCache } from './registry';
export { noteErrors, noteOperation } from './operations';
