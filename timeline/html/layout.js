// Which lanes there are, and in which row of its lane each event stands.

const ROW = 22;
const LANE_PADDING = 8;
const DENSE_HEIGHT = 3 * ROW;
const BIN = 6;
const MOST_MARKS = 600;

const LANE_KINDS = {
  side: { of: (event) => event.sides, name: actorName, none: words.no_actor, others: words.other_sides },
  actor: { of: (event) => event.sources, name: actorName, none: words.no_actor, others: words.other_actors },
  type: { of: (event) => [event.type], name: (id) => page.types[id] ?? id },
  treaty: {
    of: (event) => event.treaties.map(([id]) => id), name: (id) => page.treaties[id],
    none: words.no_treaty, others: words.other_treaties,
  },
};
const typeOrder = Object.keys(page.types);

// Lanes of the busiest values, then one for all others and one for events without any: [{key, name, events}, …].
function lanesFor(list, kindName, most) {
  const kind = LANE_KINDS[kindName];
  let ranked = frequencies(list, (event) => new Set(kind.of(event))).map(([value]) => value);
  if (kindName === "type") ranked.sort((a, b) => typeOrder.indexOf(a) - typeOrder.indexOf(b));
  const own = kindName === "type" || ranked.length <= most + 1 ? ranked : ranked.slice(0, most);
  const lanes = new Map(own.map((value) => [value, { key: value, name: kind.name(value), events: [] }]));
  const others = { key: "+", name: fill(kind.others ?? "", { n: ranked.length - own.length }), events: [] };
  const none = { key: "-", name: kind.none, events: [] };
  for (const event of list) {
    const values = kind.of(event);
    const targets = new Set(values.map((value) => lanes.get(value) ?? others));
    if (!values.length) targets.add(none);
    for (const lane of targets) lane.events.push(event);
  }
  return [...lanes.values(), others, none].filter((lane) => lane.events.length);
}

const ruler = document.createElement("canvas").getContext("2d");
const fontFamily = getComputedStyle(document.body).fontFamily;

// The text cut to a width in pixels, at a size in pixels: {text, width}.
function fitted(text, size, longest, weight = 400) {
  ruler.font = `${weight} ${size}px ${fontFamily}`;
  let kept = text.length > 80 ? `${text.slice(0, 80)}…` : text;
  while (kept.length > 3 && ruler.measureText(kept).width > longest) kept = `${kept.replace(/\s*.…?$/su, "")}…`;
  return { text: kept, width: ruler.measureText(kept).width };
}

const labelCache = new Map();

function labelOf(event, longest) {
  const key = `${event.index} ${longest}`;
  if (!labelCache.has(key)) labelCache.set(key, fitted(event.summary, 12, longest));
  return labelCache.get(key);
}

// Pixels an event takes: its glyph or its bar, no bar too short to see.
function placed(event, axis) {
  if (isExact(event)) {
    const middle = axis.x(event.first + 0.5);
    return { event, exact: true, left: middle - 7, right: middle + 7, middle };
  }
  const left = axis.x(startOf(event));
  return { event, exact: false, left, right: Math.max(axis.x(endOf(event)), left + 14) };
}

// Puts marks in the first row that is free there; null when that takes more than `most` rows.  A label stands after its
// mark, inside a bar that is long enough, or before the mark where the chart ends.
function packed(marks, width, longestLabel, most) {
  const rowEnds = [];
  for (const mark of marks) {
    let start = Math.max(mark.left, 0);
    let end = Math.min(mark.right, width);
    const room = Math.max(80, Math.floor(Math.max(width - end, start) / 20 - 1) * 20);
    const label = longestLabel ? labelOf(mark.event, Math.min(longestLabel, room)) : null;
    mark.label = label;
    mark.labelAt = start + 8;
    if (label && (mark.exact || end - start < label.width + 14)) {
      const before = end + label.width + 4 > width && start - label.width - 4 >= 0;
      mark.labelAt = before ? start - label.width - 4 : end + 4;
      if (before) start = mark.labelAt;
      else end = mark.labelAt + label.width;
    }
    let row = rowEnds.findIndex((rowEnd) => rowEnd <= start);
    if (row < 0) row = rowEnds.push(0) - 1;
    if (row >= most) return null;
    rowEnds[row] = end + (label ? 6 : 1);
    mark.row = row;
    mark.from = start;
    mark.to = end;
  }
  return Math.max(1, rowEnds.length);
}

// Events a bin of `BIN` pixels, a count a quad; an uncertain one is shared out over the bins it may lie in.
function binned(list, axis, width) {
  const bins = Array.from({ length: Math.ceil(width / BIN) }, () => ({ total: 0, quads: {} }));
  for (const event of list) {
    const from = axis.x(startOf(event)) / BIN;
    const to = isExact(event) ? from : (axis.x(endOf(event)) - 0.01) / BIN;
    const share = 1 / (Math.floor(to) - Math.floor(from) + 1);
    for (let at = Math.max(0, Math.floor(from)); at <= Math.min(bins.length - 1, Math.floor(to)); at += 1) {
      bins[at].total += share;
      bins[at].quads[event.quad] = (bins[at].quads[event.quad] ?? 0) + share;
    }
  }
  return bins;
}

// Packs with labels, and with longer ones where that takes no more rows; null when there is no room for any.
function labelled(marks, width, most) {
  const [short, long] = width < 500 ? [150, 230] : [230, 400];
  const rows = packed(marks, width, short, most);
  if (rows === null || packed(marks, width, long, rows)) return rows;
  return packed(marks, width, short, most);
}

// A lane's rows of marks; `units` is its height in rows of the usual height.
function asMarks(one, rows, rowHeight) {
  return Object.assign(one, { rows, rowHeight, units: Math.ceil((rows * rowHeight) / ROW) });
}

function asDensity(one) {
  return Object.assign(one, { marks: null, rows: 0, rowHeight: 0, units: DENSE_HEIGHT / ROW });
}

// Lays lanes out within `budget` rows: marks with labels where there is room, else marks alone, else in rows of half the
// height, else only how many there are at a time.
function laneLayout(lanes, axis, width, budget) {
  const laid = lanes.map((lane) => {
    const visible = lane.events.filter((event) => overlaps(event, [axis.start, axis.end]));
    const marks = visible.length <= MOST_MARKS ? visible.map((event) => placed(event, axis)) : null;
    const rows = marks && packed(marks, width, 0, 2 * budget);
    const one = { lane, visible, marks };
    return rows ? asMarks(one, rows, ROW) : asDensity(one);
  });
  const left = () => budget - laid.reduce((sum, { units }) => sum + units, 0);
  while (left() < 0) {
    const [tallest] = laid.filter(({ marks, units }) => marks && units > 3).sort((a, b) => b.units - a.units);
    if (!tallest) break;
    if (tallest.rowHeight === ROW) asMarks(tallest, tallest.rows, ROW / 2);
    else asDensity(tallest);
  }
  for (const one of laid.filter(({ rowHeight }) => rowHeight === ROW).sort((a, b) => a.rows - b.rows)) {
    asMarks(one, labelled(one.marks, width, left() + one.rows) ?? packed(one.marks, width, 0, budget), ROW);
  }
  for (const one of laid) if (!one.marks) one.bins = binned(one.visible, axis, width);
  return laid;
}
