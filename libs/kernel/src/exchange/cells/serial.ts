const DAY_MS = 86_400_000;

/** Day of a spreadsheet serial number as `YYYY-MM-DD`; null outside 1900-9999. Serial 60 is the 29 February 1900 that never was. */
export function serialDay(serial: number, from1904 = false): string | null {
  const whole = Math.floor(serial);
  const days = from1904 ? whole + 1462 : whole;
  if (days < 1 || days > 2_958_465 || days === 60) return null;
  return new Date(Date.UTC(1899, 11, days < 60 ? 31 : 30) + days * DAY_MS).toISOString().slice(0, 10);
}

/** Day and wall-clock time of a serial number as `YYYY-MM-DD HH:MM:SS`; a time without a day stays a time. */
export function serialInstant(serial: number, from1904 = false): string | null {
  const seconds = Math.round((serial - Math.floor(serial)) * 86_400);
  const day = serialDay(Math.floor(serial) + (seconds === 86_400 ? 1 : 0), from1904);
  const rest = seconds % 86_400;
  const clock = [Math.floor(rest / 3600), Math.floor(rest / 60) % 60, rest % 60].map((part) => String(part).padStart(2, '0')).join(':');
  if (day === null) return serial >= 0 && serial < 1 ? clock : null;
  return rest === 0 ? day : `${day} ${clock}`;
}
