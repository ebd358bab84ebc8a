export { dayAfter, daysBetween, type Day } from './day';
export { correlation, mean, median, quantile } from './statistics';
export {
  averageAmount, categoryShares, gapMedianDays, netAmount, orderCount, recencyDays, refundCount, topShare,
  type CategoryAmount, type CategoryShare, type Minor, type Purchase,
} from './purchase';
export { jaro, jaroWinkler } from './likeness';
export {
  agreementWeight, estimateLinkage, linkageProbability, linkageWeight, type Comparison, type Counted, type Estimate, type FieldOdds, type Linkage, type Odds,
} from './linkage';
export { wilsonInterval, type Interval } from './proportion';
export { concentration, coverage, evenness, gini } from './diversity';
export type { Answer, Answered, Caution, Lack, Refused } from './answer';
export { chanceOf, type Chance } from './numeric/random';
// Value: how often, how long, how much.
export { rfmGroup, rfmScores, RFM_GROUPS, type RfmColumns, type RfmGroup, type RfmScores } from './value/rfm';
export { bgNbdLogLikelihood, fitBgNbd, type BgNbd, type BgNbdFit, type Dropout } from './value/bgnbd';
export {
  aliveProbability, expectedOfNew, expectedPurchases, scoreBgNbd, silenceProbability, timeToNext, type History, type Scores,
} from './value/bgnbd.predict';
export type { Histories } from './value/histories';
export { aliveUnderPareto, expectedUnderPareto, fitParetoNbd, type ParetoNbd, type ParetoNbdFit } from './value/pareto-nbd';
export { expectedSpend, fitGammaGamma, type GammaGamma, type GammaGammaFit } from './value/gamma-gamma';
export { lifetimeValue, lifetimeValueRange, type Horizon, type Ranged, type SpendHistories, type ValueFits } from './value/clv';
export { valueOutlook, type ValueModels, type ValueOutlook } from './value/outlook';
export { simulateValue, type Outlook, type SpendHistory } from './value/simulate';
// Leaving.
export { kaplanMeier, survivalAt, timeUntilLeft, type Durations, type Survival, type TimeRange } from './survival/kaplan-meier';
export { logRank, type LogRank } from './survival/log-rank';
export { logRankOfCounts, survivalOfCounts, type LifeRow } from './survival/life-table';
export { fitCox, type CoxFit, type Hazard } from './survival/cox';
export { coxSurvival, type CoxStep } from './survival/cox.curves';
export { concordance } from './survival/concordance';
// Scores and how well they keep their word.
export { encode, learnEncoder, type Design, type Encoder, type Feature } from './score/encoder';
export { bend, learnSpline, type Spline } from './score/spline';
export { contributionsOf, fitLogistic, predictLogistic, type Contribution, type Logistic } from './score/logistic';
export { auc, liftOf, midRanks, type Auc, type Lift } from './score/auc';
export { calibration, type Calibration, type ReliabilityBin } from './score/calibration';
export { climb, fitStaircase, type Staircase } from './score/isotonic';
export { driftLevel, populationStability, type Drift, type DriftLevel } from './score/drift';
export { decileTable, type Decile } from './score/deciles';
export { shrinkMeans, shrinkRates, type ShrunkMeans, type ShrunkRates } from './score/shrinkage';
export { attributablePart, commonOdds, rateDifference, type CommonOdds, type Difference, type Part, type Stratum } from './score/association';
export { boostedContributions, fitBoosted, predictBoosted, type Boosted } from './boost/boosting';
// Baskets and groups.
export { frequentItemsets, type Itemset, type Itemsets } from './basket/itemsets';
export { rulesOf, type Rule, type Rules } from './basket/rules';
export { chiSquareTogether, falseDiscovery, fisherAbove, type Together } from './basket/significance';
export { liftInterval } from './basket/lift';
export { logGrowth, partsOfChange, studentQuantile, type Factors, type Growth } from './market/growth';
export { robustColumns, robustPoints, type RobustColumn } from './cluster/robust';
export { pointsOf, standardise, type Points, type Standardised } from './cluster/points';
export { kMeans, nearestClusters, type Clusters } from './cluster/kmeans';
export { adjustedRand, calinskiHarabasz, chooseClusters, clusterStability, silhouette, type Choice } from './cluster/quality';
export { priceSensitivity, type PricedLines, type PriceSensitivity } from './recommend/price';
export { easeNeighbours, type EaseOptions } from './recommend/ease';
export { hitRate, itemNeighbours, popular, rankedGain, recommend, type Neighbours, type Recommended } from './recommend/neighbours';
// What comes next, and when.
export { afterSeasonDays, EVEN_YEAR, seasonalIndex, seasonDays, shrunkSeason, type SeasonalIndex } from './season/seasonal-index';
export { buysWithin, fitGaps, gapSums, timeUntilBuys, type GapModel, type GapSums } from './season/gaps';
export { fitNextCategory, likeliest, nextCategory, type CategoryDay, type CategoryHistory, type CategoryModel } from './season/next-category';
export { nextPurchase, seasonGaps, type NextPurchase } from './season/next-purchase';
