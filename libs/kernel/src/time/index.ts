export {
  ageOn, birthFrom, daysToBirthday, lunarOf, nextBirthday, solarOf,
  type Birth, type BirthdayHabits, type Calendar, type LunarDate, type Precision, type ToldBirth,
} from './birth';
export { Clock, FixedClock } from './clock';
export { addDays, addMonths, dayFrom, daysBetween, daysInMonth, isDay, isLeapYear, lastDays, monthOf, partsOf, startOfMonth, weekdayOf, type Day } from './day';
export { DEFAULT_ZONE, dayOf, endOfDay, isZone, momentOf, startOfDay, timeOf } from './zone';
