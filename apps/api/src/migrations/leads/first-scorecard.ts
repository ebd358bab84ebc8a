/** The scorecard that the product comes with: need, budget, authority and time, and what people do. A company makes its own of it. */
export const firstScorecard = {
  grading: {
    fitShare: 0.6, fitHigh: 60, fitMiddle: 30, engagementHigh: 40, engagementMiddle: 15,
    high: ['A', 'A', 'B'], middle: ['B', 'B', 'C'], low: ['C', 'D', 'D'],
    multipleA: 3, multipleB: 1.5, multipleC: 0.5,
  },
  rules: [
    { key: 'need', axis: 'FIT', subject: 'NEED', isKnown: true, weight: 10 },
    { key: 'budget', axis: 'FIT', subject: 'BUDGET', isKnown: true, weight: 15 },
    { key: 'decider', axis: 'FIT', subject: 'AUTHORITY', in: ['DECIDER'], weight: 20 },
    { key: 'influencer', axis: 'FIT', subject: 'AUTHORITY', in: ['INFLUENCER'], weight: 10 },
    { key: 'soon', axis: 'FIT', subject: 'DECISION_TIME', min: 0, max: 30, weight: 15 },
    { key: 'quarter', axis: 'FIT', subject: 'DECISION_TIME', min: 31, max: 90, weight: 8 },
    { key: 'product', axis: 'FIT', subject: 'PRODUCT', isKnown: true, weight: 10 },
    { key: 'company', axis: 'FIT', subject: 'COMPANY', isKnown: true, weight: 10 },
    { key: 'asked', axis: 'FIT', subject: 'ORIGIN', in: ['FORM', 'CALL', 'EMAIL'], weight: 10 },
    { key: 'complete', axis: 'FIT', subject: 'COMPLETENESS', min: 0.6, weight: 10 },
    { key: 'bought', axis: 'FIT', subject: 'VALUE_GROUP', in: ['CHAMPION', 'LOYAL', 'POTENTIAL_LOYAL'], weight: 15 },
    { key: 'price', axis: 'ENGAGEMENT', subject: 'EVENT', path: 'price', weight: 12, halfLifeDays: 14, cap: 36 },
    { key: 'cart', axis: 'ENGAGEMENT', subject: 'EVENT', in: ['CART', 'CHECKOUT'], weight: 15, halfLifeDays: 14, cap: 45 },
    { key: 'views', axis: 'ENGAGEMENT', subject: 'EVENT', in: ['PRODUCT_VIEW', 'DOWNLOAD', 'SEARCH'], weight: 3, halfLifeDays: 14, cap: 30 },
    { key: 'again', axis: 'ENGAGEMENT', subject: 'TOUCH', weight: 20, halfLifeDays: 30, cap: 60 },
    { key: 'interested', axis: 'ENGAGEMENT', subject: 'COMMUNICATION', in: ['INTERESTED', 'AGREED'], weight: 25, halfLifeDays: 30, cap: 60 },
    { key: 'reached', axis: 'ENGAGEMENT', subject: 'COMMUNICATION', in: ['REACHED'], weight: 10, halfLifeDays: 30, cap: 30 },
    { key: 'refused', axis: 'ENGAGEMENT', subject: 'COMMUNICATION', in: ['NOT_INTERESTED'], weight: -30, halfLifeDays: 90, cap: 60 },
    { key: 'withdrawn', axis: 'ENGAGEMENT', subject: 'WITHDRAWAL', weight: -40, halfLifeDays: 180, cap: 40 },
  ],
} as const;
