/**
 * Purchase histories in columns, one place a customer, all times in one unit (days, weeks) from the customer's first purchase:
 * `repeats` days with a purchase after the first, `last` when the last of them was (0 without), `age` how long they have been watched.
 * `count` says how many customers share a place (1 without).
 */
export interface Histories {
  repeats: ArrayLike<number>;
  last: ArrayLike<number>;
  age: ArrayLike<number>;
  count?: ArrayLike<number>;
}

/** Histories with equal ones put together; each column holds places in its list of distinct values. */
export interface Grouped {
  repeats: Float64Array;
  lasts: Float64Array;
  ages: Float64Array;
  repeat: Uint32Array;
  last: Uint32Array;
  age: Uint32Array;
  count: Float64Array;
  customers: number;
  purchases: number;
  /** Of those who bought again. */
  buyers: number;
}

/**
 * Equal histories put together, so that a fit costs what the different ones cost.
 * Formula: counts by (repeats, last, age); times are multiplied by `scale` first. Unit: time · scale. Edge: a history that cannot be
 * (negative, not a number, bought after it was watched, a last purchase without repeats) is refused with its place.
 */
export function groupHistories(histories: Histories, scale = 1): Grouped {
  const [x, tx, t] = [new Distinct(), new Distinct(), new Distinct()];
  const groups = new Places();
  const [repeat, last, age, count]: number[][] = [[], [], [], []];
  let [customers, purchases, buyers] = [0, 0, 0];
  for (let i = 0; i < histories.repeats.length; i += 1) {
    const [repeats, lastAt, aged] = checked(histories, i);
    const times = histories.count?.[i] ?? 1;
    const place = [x.place(repeats), tx.place(lastAt * scale), t.place(aged * scale)] as const;
    const known = groups.get(place);
    if (known === undefined) {
      groups.set(place, repeat!.length);
      repeat!.push(place[0]);
      last!.push(place[1]);
      age!.push(place[2]);
      count!.push(times);
    } else count![known]! += times;
    customers += times;
    purchases += times * repeats;
    if (repeats > 0) buyers += times;
  }
  return {
    repeats: x.values(), lasts: tx.values(), ages: t.values(), repeat: Uint32Array.from(repeat!), last: Uint32Array.from(last!), age: Uint32Array.from(age!),
    count: Float64Array.from(count!), customers, purchases, buyers,
  };
}

function checked({ repeats, last, age }: Histories, i: number): [number, number, number] {
  const [x, tx, t] = [repeats[i]!, last[i]!, age[i]!];
  if (!(x >= 0 && tx >= 0 && t >= tx) || !Number.isFinite(t) || !Number.isInteger(x) || (x === 0 && tx > 0)) throw new RangeError(`No history: ${x} repeats, the last at ${tx} of ${t} (place ${i}).`);
  return [x, tx, t];
}

/** The group of three places: two numbers as keys, for one could not hold three places of any size exactly. */
class Places {
  private readonly byPair = new Map<number, Map<number, number>>();

  get([x, tx, t]: readonly [number, number, number]): number | undefined {
    return this.byPair.get(tx * 4_194_304 + x)?.get(t);
  }

  set([x, tx, t]: readonly [number, number, number], group: number): void {
    const key = tx * 4_194_304 + x;
    const known = this.byPair.get(key);
    if (known) known.set(t, group);
    else this.byPair.set(key, new Map([[t, group]]));
  }
}

/** Values as they are met, each with a place of its own. */
class Distinct {
  private readonly places = new Map<number, number>();

  place(value: number): number {
    const known = this.places.get(value);
    if (known !== undefined) return known;
    this.places.set(value, this.places.size);
    return this.places.size - 1;
  }

  values(): Float64Array {
    return Float64Array.from(this.places.keys());
  }
}

/** The longest a customer was watched. Unit: that of the histories. Edge: 0 without customers. */
export function longestAge({ age }: Histories): number {
  let most = 0;
  for (let i = 0; i < age.length; i += 1) if (age[i]! > most) most = age[i]!;
  return most;
}

/** A fit is numerically best where the longest time is about this. */
export const SCALED_AGE = 50;

/** Every so-manieth of the groups, for a first look. Edge: its customers and purchases are those of the whole. */
export function thinned(grouped: Grouped, every: number): Grouped {
  const keeps = (_: number, at: number): boolean => at % every === 0;
  return { ...grouped, repeat: grouped.repeat.filter(keeps), last: grouped.last.filter(keeps), age: grouped.age.filter(keeps), count: grouped.count.filter(keeps) };
}
