/** Where the secret of an authenticator stands, and the purpose of the key that seals it. */
export const factorPlace = (rowId: string) => ({ table: 'second_factor', column: 'secret', rowId });
export const FACTOR_PURPOSE = 'second-factor';
