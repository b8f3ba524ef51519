export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** The script of the company's life is a year long, whatever part of it is told. */
export const YEAR_DAYS = 365;
/** Between the history and the newest stories, which begin some days before the start. */
const GAP_DAYS = 4;
/** Acme Store works from eight to five, an hour before UTC. */
const OPENS = 7 * HOUR;
const CLOSES = 16 * HOUR;

const midnight = (at: number) => Math.floor(at / DAY) * DAY;

/** Midnight (UTC) of the first of `YEAR_DAYS` days that end with the start. */
export const startOfYear = (began: number) => midnight(began) - YEAR_DAYS * DAY;

/** When a history of so many months begins. */
export const startOfHistory = (began: number, months: number) =>
  midnight(began) - Math.round((months * YEAR_DAYS) / 12) * DAY;

/** Nothing is done after it; only timers run on until the start. */
export const endOfHistory = (began: number) => midnight(began) - GAP_DAYS * DAY;

const isWeekend = (at: number) => [0, 6].includes(new Date(at).getUTCDay());

/** The same moment, or when somebody works again. */
export function atWork(at: number): number {
  const day = midnight(at);
  if (isWeekend(at) || at - day >= CLOSES) {
    const offset = at % (3 * HOUR);
    return atWork(day + DAY + OPENS + offset);
  }
  return at - day < OPENS ? day + OPENS + (at % HOUR) : at;
}

/** Friday after Thanksgiving, the fourth Thursday of November. */
function blackFriday(year: number): number {
  const first = new Date(Date.UTC(year, 10, 1)).getUTCDay();
  return Date.UTC(year, 10, 1 + ((4 - first + 7) % 7) + 22);
}

/** The busiest days of the year: Black Friday if the year of the script has room for it. */
export function bigSale(start: number): { day: number; name: string } {
  const years = [0, 1].map(n => new Date(start).getUTCFullYear() + n);
  const day = years
    .map(year => Math.round((blackFriday(year) - start) / DAY))
    .find(n => n >= 40 && n <= YEAR_DAYS - 20);
  return day === undefined
    ? { day: 185, name: 'the summer sale' }
    : { day, name: 'Black Friday' };
}
