const bare = (name: string): string => name.replace(/[省市]$/u, '');

/** Where somebody is, from wide to narrow; a city that is its own region is said once. */
export function placeSaid(region: string | null | undefined, city: string | null | undefined): string {
  if (region && city && bare(region) === bare(city)) return city;
  return [region, city].filter(Boolean).join(' ');
}
