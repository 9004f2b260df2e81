// Writes expected.jsonl: the results of opening_hours.js for every value in
// values.txt, day by day, which a Go test compares with this package.
//
// The library's table of China's holidays is wrong (one fixed day each, no days
// off around them) and cannot be configured. Its bundle is therefore loaded with
// the table replaced: public holidays are those of the State Council, and school
// holidays are first never and then always, as the Go test covers both cases.
import { readFileSync, writeFileSync } from 'node:fs';

process.env.TZ = 'UTC'; // opening hours are wall-clock times, without daylight saving changes

const years = [2024, 2026];

// generated matches comments added by the library.
const generated = /^Specified as open end|^Day (before|after) /;
const publicHolidays = {
  2024: '01-01/01-01 02-10/02-17 04-04/04-06 05-01/05-05 06-10/06-10 09-15/09-17 10-01/10-07',
  2025: '01-01/01-01 01-28/02-04 04-04/04-06 05-01/05-05 05-31/06-02 10-01/10-08',
  2026: '01-01/01-03 02-15/02-23 04-04/04-06 05-01/05-05 06-19/06-21 09-25/09-27 10-01/10-07',
  2023: '01-01/01-01', 2027: '01-01/01-01', // adjacent years, for "PH -1 day"
};

const PH = [];
for (const [year, ranges] of Object.entries(publicHolidays)) {
  for (const range of ranges.split(' ')) {
    const [from, to] = range.split('/').map((day) => new Date(`${year}-${day}`));
    for (let day = from; day <= to; day = new Date(+day + 86400000)) {
      PH.push({ name: '', year: +year, fixed_date: [day.getMonth() + 1, day.getDate()] });
    }
  }
}
const everyYear = (range) => ({ name: '', ...Object.fromEntries(Object.keys(publicHolidays).map((year) => [year, range])) });
globalThis.holidays = { cn: { PH, SH: [] } };

const bundle = new URL('./node_modules/opening_hours/build/', import.meta.url);
const source = readFileSync(new URL('opening_hours.esm.mjs', bundle), 'utf8');
const table = 'const holidayDefinitions = holiday_definitions;';
if (source.split(table).length !== 2) throw new Error('opening_hours.js changed: its table of holidays was not found');
const patched = new URL('patched.mjs', bundle);
writeFileSync(patched, source.replace(table, 'const holidayDefinitions = globalThis.holidays;'));
const { default: OpeningHours } = await import(patched);

const place = { lat: '39.9', lon: '116.4', address: { country_code: 'cn', state: '北京市' } };
const lines = [];
for (const value of readFileSync(new URL('values.txt', import.meta.url), 'utf8').split('\n').filter(Boolean)) {
  holidays.cn.SH = [everyYear([2, 30, 2, 30])]; // an invalid day: never
  lines.push(expectation(value, 'never'));
  if (value.includes('SH')) {
    holidays.cn.SH = [everyYear([1, 1, 12, 31])];
    lines.push(expectation(value, 'always'));
  }
}
writeFileSync(new URL('expected.jsonl', import.meta.url), lines.map((line) => JSON.stringify(line) + '\n').join(''));

// expectation returns one line: the different timelines of a day, and the timeline
// of each day as a letter, in weeks from 1 January, with equal weeks counted.
function expectation(value, school) {
  const courses = [];
  const line = { value, school, courses };
  for (const year of years) {
    const letters = days(value, year).map((course) => {
      if (!courses.includes(course)) courses.push(course);
      return String.fromCharCode(97 + courses.indexOf(course));
    });
    const weeks = [];
    for (const week of letters.join('').match(/.{1,7}/g)) {
      const last = weeks.at(-1);
      if (last?.week === week) last.times++;
      else weeks.push({ week, times: 1 });
    }
    line[year] = weeks.map(({ week, times }) => (times > 1 ? `${week}*${times}` : week)).join(' ');
  }
  return line;
}

// days returns the timeline of each day: "540-1020" for open from 9:00 to 17:00,
// with "?" if unknown, and the comment in quotes.
function days(value, year) {
  const start = Date.UTC(year, 0, 1);
  const spans = Array.from({ length: (Date.UTC(year + 1, 0, 1) - start) / 86400000 }, () => []);
  const hours = new OpeningHours(value, place, { locale: 'en' });
  for (const [from, to, unknown, comment] of hours.getOpenIntervals(new Date(start), new Date(Date.UTC(year + 1, 0, 1)))) {
    const text = comment && !generated.test(comment) ? JSON.stringify(comment) : '';
    const mark = (unknown ? '?' : '') + text;
    for (let minute = (from - start) / 60000, until = (to - start) / 60000; minute < until;) {
      const day = Math.floor(minute / 1440);
      const end = Math.min(until, (day + 1) * 1440);
      const last = spans[day].at(-1);
      if (last?.to === minute - day * 1440 && last.mark === mark) last.to = end - day * 1440;
      else spans[day].push({ from: minute - day * 1440, to: end - day * 1440, mark });
      minute = end;
    }
  }
  return spans.map((day) => day.map(({ from, to, mark }) => `${from}-${to}${mark}`).join(','));
}
