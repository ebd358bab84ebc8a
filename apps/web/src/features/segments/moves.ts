/** Who entered on a day, without those who were found when the segment was first computed: they had been there before. */
export const enteredOf = ({ entered, first }: { readonly entered?: number | null; readonly first?: number | null }): number => (entered ?? 0) - (first ?? 0);
