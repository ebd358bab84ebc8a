export { dayAfter, daysBetween, type Day } from './day';
export { mean, median, quantile } from './statistics';
export {
  averageAmount, categoryShares, gapMedianDays, netAmount, orderCount, recencyDays, refundCount, topShare,
  type CategoryAmount, type CategoryShare, type Minor, type Purchase,
} from './purchase';
