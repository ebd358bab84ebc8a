import { graphql } from '../generated';

export const CustomerWordsDocument = graphql(`
  query CustomerWords { tags { id name } channels { id name kind } teams { id name } }
`);

export const ColleaguesDocument = graphql(`
  query Colleagues { users(sort: NAME, first: 200) { nodes { id name } } }
`);

/** The fields that the company has added, as far as this reader may know of them. */
export const CustomFieldsDocument = graphql(`
  query CustomFields { customFields { id key name nameEn type options { value name nameEn } required currency section sectionEn personal word pack writable sortable } }
`);

/** Which packs are applied: they bring sections to the record. */
export const AppliedPacksDocument = graphql(`
  query AppliedPacks { packs { code applied } }
`);

/** What data is used for, for the filter by purpose. */
export const PurposeChoicesDocument = graphql(`
  query PurposeChoices { purposes { id code name nameEn channels } }
`);

/** Products that the rules of suitability look at: those with a risk level or a kind. */
export const OfferableChoicesDocument = graphql(`
  query OfferableChoices($search: String) {
    products(filter: { search: $search, or: [{ riskLevel: { isEmpty: false } }, { kind: { isEmpty: false } }] }, sort: NAME, first: 100) { nodes { id code name riskLevel } }
  }
`);

export const TopicChoicesDocument = graphql(`
  query TopicChoices { topics { id name code parent { name } } }
`);

export const CategoryChoicesDocument = graphql(`
  query CategoryChoices { categories { id name } }
`);

/** The segments that can be asked for, by name. */
export const SegmentChoicesDocument = graphql(`
  query SegmentChoices { segments(sort: NAME, order: ASC, first: 200) { nodes { id name kind can } } }
`);
