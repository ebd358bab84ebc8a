import { graphql } from '@dossier/client';

/** What published models say of one customer, each as far as the reader may see what it is made of. */
export const CustomerScoresDocument = graphql(`
  query CustomerScores($id: ID!) {
    customer(id: $id) {
      id
      value {
        rfmGroup rfmRecency rfmFrequency rfmMonetary aliveProbability silenceProbability expectedPurchases expectedLow expectedHigh
        lifetimeValue lifetimeLow lifetimeHigh horizonDays valueDecile purchaseDays asOf basis modelVersion { id number }
      }
      churn { band basis probability atStake quietDays allowedDays leftOn reasons signs asOf }
      nextNeed {
        status lack found needed purchases regular expectedOn earliestOn latestOn within30 within60 within90 categories { id name share }
        priceLeaning priceShare priceLow priceHigh priceLines asOf
        replenishments { productId name lastOn dueOn buyers } brands { brand share }
      }
      cluster { cluster name asOf }
    }
  }
`);

/** The same for what stays in view beside the record: asked once the record is drawn. */
export const CustomerValueDocument = graphql(`
  query CustomerValue($id: ID!) {
    customer(id: $id) {
      id
      value {
        rfmGroup rfmRecency rfmFrequency rfmMonetary aliveProbability silenceProbability expectedPurchases expectedLow expectedHigh
        lifetimeValue lifetimeLow lifetimeHigh horizonDays valueDecile purchaseDays asOf basis modelVersion { id number }
      }
    }
  }
`);

export const RecommendDocument = graphql(`
  mutation Recommend($customerId: ID!, $slot: String!, $first: Int!) {
    recommend(customerId: $customerId, slot: $slot, first: $first) {
      customerId state arm servedOn
      items { productId code name category { id name } unitPrice reason because { id name } topic { id name } gapDays buyers }
    }
  }
`);
