export { dayAfter, daysBetween, type Day } from './day';
export { mean, median, quantile } from './statistics';
export {
  averageAmount, categoryShares, gapMedianDays, netAmount, orderCount, recencyDays, refundCount, topShare,
  type CategoryAmount, type CategoryShare, type Minor, type Purchase,
} from './purchase';
export { jaro, jaroWinkler } from './likeness';
export {
  agreementWeight, estimateLinkage, linkageProbability, linkageWeight, type Comparison, type Counted, type Estimate, type FieldOdds, type Linkage, type Odds,
} from './linkage';
export { wilsonInterval, type Interval } from './proportion';
