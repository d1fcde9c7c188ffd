// From days to pixels, and where the axis has its lines.

const DAY = 86_400_000;
const toDate = (day) => new Date(day * DAY);
const toDay = (date) => date.getTime() / DAY;
const dayOf = (year, month = 0, day = 1) => {
  const date = new Date(0);
  date.setUTCFullYear(year, month, day); // Date.UTC would read the years 0 to 99 as 1900 to 1999
  return toDay(date);
};
const formatter = (options) => new Intl.DateTimeFormat(page.language, { timeZone: "UTC", ...options });
const yearFormat = { format: (date) => String(date.getUTCFullYear()) };

// Steps from fine to coarse: days a step takes, the start of the step that holds a day, the next step, and the words
// of a line (`label`) under those of the longer stretch it lies in (`context`).
const STEPS = [
  ...[1, 2, 7].map((count) => ({
    days: count,
    floor: (day) => Math.floor((day + 3) / count) * count - 3, // 1970-01-05 was a Monday
    next: (day) => day + count,
    label: formatter({ day: "numeric" }),
    context: formatter({ month: "long", year: "numeric" }),
    contextFloor: (day) => dayOf(toDate(day).getUTCFullYear(), toDate(day).getUTCMonth()),
    contextNext: (day) => dayOf(toDate(day).getUTCFullYear(), toDate(day).getUTCMonth() + 1),
  })),
  ...[1, 3].map((count) => ({
    days: 30 * count,
    floor: (day) => dayOf(toDate(day).getUTCFullYear(), Math.floor(toDate(day).getUTCMonth() / count) * count),
    next: (day) => dayOf(toDate(day).getUTCFullYear(), toDate(day).getUTCMonth() + count),
    label: formatter({ month: "short" }),
    context: yearFormat,
    contextFloor: (day) => dayOf(toDate(day).getUTCFullYear()),
    contextNext: (day) => dayOf(toDate(day).getUTCFullYear() + 1),
  })),
  ...[1, 2, 5, 10, 25, 50, 100].map((count) => ({
    days: 365 * count,
    floor: (day) => dayOf(Math.floor(toDate(day).getUTCFullYear() / count) * count),
    next: (day) => dayOf(toDate(day).getUTCFullYear() + count),
    label: yearFormat,
    context: null,
  })),
];

function axisFor([start, end], width, spacing) {
  const scale = width / (end - start);
  const step = STEPS.find(({ days }) => days * scale >= spacing) ?? STEPS.at(-1);
  const x = (day) => (day - start) * scale;
  const lines = [];
  for (let day = step.floor(start); day < end; day = step.next(day)) {
    lines.push({ day, x: x(day), end: x(step.next(day)), text: step.label.format(toDate(day)) });
  }
  const contexts = [];
  if (step.context) {
    for (let day = step.contextFloor(start); day < end; day = step.contextNext(day)) {
      contexts.push({ x: x(day), end: x(step.contextNext(day)), text: step.context.format(toDate(day)) });
    }
  }
  return { start, end, scale, x, day: (pixel) => start + pixel / scale, lines, contexts };
}

// The period in words, as exact as its length deserves.
const periodFormats = [
  [120, formatter({ day: "numeric", month: "short", year: "numeric" })],
  [3000, formatter({ month: "short", year: "numeric" })],
  [Infinity, formatter({ year: "numeric" })],
];

function periodWords([start, end]) {
  const [, format] = periodFormats.find(([longest]) => end - start <= longest);
  return format.formatRange(toDate(Math.floor(start)), toDate(Math.max(Math.floor(start), Math.ceil(end) - 1)));
}
