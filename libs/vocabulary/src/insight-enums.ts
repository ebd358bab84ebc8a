/** What a model answers about customers and leads. One for each method that is fitted, published and watched. */
export enum ModelKind {
  CHURN = 'CHURN',
  VALUE = 'VALUE',
  NEED = 'NEED',
  RECOMMENDATION = 'RECOMMENDATION',
  CLUSTER = 'CLUSTER',
  LEAD = 'LEAD',
}

/** Where a version of a model stands: being fitted, refused for want of data, ready, in force, no longer in force, or not finished. */
export enum ModelState { FITTING = 'FITTING', REFUSED = 'REFUSED', FITTED = 'FITTED', PUBLISHED = 'PUBLISHED', RETIRED = 'RETIRED', FAILED = 'FAILED' }

/** How far the scores of a model keep what they say: in order, out of bounds, or not judged yet. */
export enum ModelHealth { GREEN = 'GREEN', AMBER = 'AMBER', UNKNOWN = 'UNKNOWN' }

/** By what a score was made: a fitted model, or the plain rule that stands in for it. */
export enum ScoreBasis { MODEL = 'MODEL', RULE = 'RULE' }

/** The eleven groups of customers by how lately and how often they buy, from the best to those who are gone. */
export enum RfmGroup {
  CHAMPION = 'CHAMPION',
  LOYAL = 'LOYAL',
  POTENTIAL_LOYAL = 'POTENTIAL_LOYAL',
  NEW = 'NEW',
  PROMISING = 'PROMISING',
  NEEDS_ATTENTION = 'NEEDS_ATTENTION',
  ABOUT_TO_SLEEP = 'ABOUT_TO_SLEEP',
  AT_RISK = 'AT_RISK',
  CANNOT_LOSE = 'CANNOT_LOSE',
  HIBERNATING = 'HIBERNATING',
  LOST = 'LOST',
}

/** What stands in a basket: products as they are, or the categories they belong to. */
export enum BasketLevel { PRODUCT = 'PRODUCT', CATEGORY = 'CATEGORY' }

/** Where a computation of groups stands: waiting or under way, done, refused for want of data, or not finished. */
export enum GroupRunState { RUNNING = 'RUNNING', DONE = 'DONE', REFUSED = 'REFUSED', FAILED = 'FAILED' }

/** What clusters compare customers by. */
export enum ClusterFeature { RECENCY = 'RECENCY', FREQUENCY = 'FREQUENCY', SPEND = 'SPEND', BREADTH = 'BREADTH', RETURNS = 'RETURNS', GAP = 'GAP' }

/** By what a market segment is told apart: a customer segment of ours, what is bought, or where customers are. */
export enum MarketBasis { SEGMENT = 'SEGMENT', CATEGORY = 'CATEGORY', REGION = 'REGION' }

/** What somebody has told of a market: how large it is, or which share a competitor has. */
export enum MarketFigureKind { SIZE = 'SIZE', COMPETITOR = 'COMPETITOR' }

/** Sorts of association rules. */
export enum BasketRuleSort { LIFT = 'LIFT', CONFIDENCE = 'CONFIDENCE', COUNT = 'COUNT', LEVERAGE = 'LEVERAGE', ADJUSTED = 'ADJUSTED' }

/** Whether a segment follows its definition by itself, or holds the customers that people have put into it. */
export enum SegmentKind { DYNAMIC = 'DYNAMIC', STATIC = 'STATIC' }

/** How far the members of a segment are what its definition says now. */
export enum SegmentState { FRESH = 'FRESH', BEHIND = 'BEHIND', RUNNING = 'RUNNING', FAILED = 'FAILED' }

/** Which orders a rule of a segment looks at. */
export enum SegmentOrderKind { SALE = 'SALE', REFUND = 'REFUND', ANY = 'ANY' }

/** What a rule of a segment takes from the orders of a customer. */
export enum SegmentMeasure {
  COUNT = 'COUNT',
  NET_AMOUNT = 'NET_AMOUNT',
  SALE_AMOUNT = 'SALE_AMOUNT',
  DAYS = 'DAYS',
  PRODUCTS = 'PRODUCTS',
  CATEGORIES = 'CATEGORIES',
  FIRST_ON = 'FIRST_ON',
  LAST_ON = 'LAST_ON',
}

/** How segments are put together: in any of them, in all of them, or in the first and none of the others. */
export enum SegmentHow { UNION = 'UNION', INTERSECTION = 'INTERSECTION', DIFFERENCE = 'DIFFERENCE' }

export enum SegmentSort { NAME = 'NAME', CREATED_AT = 'CREATED_AT', UPDATED_AT = 'UPDATED_AT' }

/** Whether a forecast of the next purchase stands: well founded, to be leaned on less, or not told for want of data. */
export enum ForecastStatus { OK = 'OK', WEAK = 'WEAK', REFUSED = 'REFUSED' }

/** Of what a customer has too little for a forecast: purchases, or days between the first purchase and today. */
export enum ForecastLack { PURCHASES = 'PURCHASES', DAYS = 'DAYS' }

/** How somebody buys beside others who buy the same things: more often below the usual price, like them, or less often. */
export enum PriceLeaning { SEEKS = 'SEEKS', LIKE_OTHERS = 'LIKE_OTHERS', AVOIDS = 'AVOIDS' }

/** What came of asking for recommendations. */
export enum RecommendationState { SERVED = 'SERVED', NOTHING = 'NOTHING', OPTED_OUT = 'OPTED_OUT' }

/** Who was shown what: recommendations of the model, or what most customers buy, to compare with. */
export enum RecommendationArm { MODEL = 'MODEL', HOLDOUT = 'HOLDOUT' }

/** Why a product is recommended. */
export enum RecommendationReason {
  BOUGHT_TOGETHER = 'BOUGHT_TOGETHER',
  DUE_AGAIN = 'DUE_AGAIN',
  DECLARED_INTEREST = 'DECLARED_INTEREST',
  INTEREST = 'INTEREST',
  POPULAR_THERE = 'POPULAR_THERE',
  POPULAR = 'POPULAR',
  PERSONAL = 'PERSONAL',
}

/** Why somebody is taken for a likely buyer. */
export enum BuyerReason { DUE_SOON = 'DUE_SOON', OWN_CATEGORY = 'OWN_CATEGORY', BOUGHT_SIMILAR = 'BOUGHT_SIMILAR', BOUGHT_BEFORE = 'BOUGHT_BEFORE' }

/** When a customer counts as gone: silent for a multiple of the own gap, silent for so many days, or the contract has ended. */
export enum ChurnKind { GAP = 'GAP', DORMANCY = 'DORMANCY', CONTRACT = 'CONTRACT' }

/** How likely a customer is to leave: half or more, a quarter or more, less; or gone already. */
export enum ChurnBand { HIGH = 'HIGH', MEDIUM = 'MEDIUM', LOW = 'LOW', LEFT = 'LEFT' }

/** What the chance of leaving rests on: on which side of the average a customer lies. */
export enum ChurnReason {
  LONG_SILENCE = 'LONG_SILENCE', BOUGHT_LATELY = 'BOUGHT_LATELY',
  BUYS_OFTEN = 'BUYS_OFTEN', BUYS_SELDOM = 'BUYS_SELDOM',
  LONG_CUSTOMER = 'LONG_CUSTOMER', NEW_CUSTOMER = 'NEW_CUSTOMER',
  HIGH_SPEND = 'HIGH_SPEND', LOW_SPEND = 'LOW_SPEND',
  SPENDS_MORE = 'SPENDS_MORE', SPENDS_LESS = 'SPENDS_LESS',
  LONG_GAPS = 'LONG_GAPS', SHORT_GAPS = 'SHORT_GAPS',
  MANY_REFUNDS = 'MANY_REFUNDS', FEW_REFUNDS = 'FEW_REFUNDS',
  COMPLAINED = 'COMPLAINED', NO_COMPLAINT = 'NO_COMPLAINT',
  COMPLAINT_WAITS = 'COMPLAINT_WAITS', NOTHING_WAITS = 'NOTHING_WAITS',
  GOOD_SCORE = 'GOOD_SCORE', BAD_SCORE = 'BAD_SCORE',
  ACTIVE_ONLINE = 'ACTIVE_ONLINE', QUIET_ONLINE = 'QUIET_ONLINE',
}

/** A fact on record that may go with leaving. */
export enum ChurnSign {
  COMPLAINT = 'COMPLAINT', SLOW_ANSWER = 'SLOW_ANSWER', LOW_SCORE = 'LOW_SCORE', REFUND = 'REFUND',
  NOT_INTERESTED = 'NOT_INTERESTED', NOT_REACHED = 'NOT_REACHED', NEED_WAITS = 'NEED_WAITS',
}

/** By what curves of staying are told apart. */
export enum ChurnDimension { SOURCE = 'SOURCE', REGION = 'REGION', CATEGORY = 'CATEGORY', KIND = 'KIND', RFM_GROUP = 'RFM_GROUP', SEGMENT = 'SEGMENT' }

/** How far an answer can be leaned on: sound, weak by a caution, or none for want of data. */
export enum AnswerState { OK = 'OK', WEAK = 'WEAK', REFUSED = 'REFUSED' }

/** By what customers are ranked: how lately, how often, how much. */
export enum RfmColumn { RECENCY = 'RECENCY', FREQUENCY = 'FREQUENCY', MONETARY = 'MONETARY' }
