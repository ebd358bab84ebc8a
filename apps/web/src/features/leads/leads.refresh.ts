/** The root fields that show leads: old after every verb. */
export const LEADS_REFRESHED: string[] = ['leads', 'lead', 'leadBoard', 'leadFunnel', 'leadDuplicates', 'customer', 'customers', 'myDay'];
