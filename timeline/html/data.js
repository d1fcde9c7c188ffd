// What the page holds, and which events fit the filters.  Days are whole numbers counted from 1970-01-01.

const page = JSON.parse(document.getElementById("timeline-data").textContent);
const { words, events } = page;
events.forEach((event, index) => { event.index = index; });

const isDated = (event) => event.first !== null || event.last !== null;
const datedEvents = events.filter(isDated);
const dataPeriod = findDataPeriod();
const margin = Math.max(3, (dataPeriod[1] - dataPeriod[0]) * 0.02);
const wholePeriod = [dataPeriod[0] - margin, dataPeriod[1] + margin];

function findDataPeriod() {
  let first = Infinity;
  let last = -Infinity;
  for (const event of datedEvents) {
    first = Math.min(first, event.first ?? event.last);
    last = Math.max(last, event.last ?? event.first);
  }
  return [first, last + 1];
}

// First moment and first moment after; a side that is open reaches to the edge of the whole period.
const startOf = (event) => event.first ?? wholePeriod[0];
const endOf = (event) => (event.last === null ? wholePeriod[1] : event.last + 1);
const isExact = (event) => event.first !== null && event.first === event.last;
const overlaps = (event, [start, end]) => startOf(event) < end && endOf(event) > start;

const actorName = (id) => page.actors[id];
// Those who act or are acted upon, and whom they stand for.
const actorsOf = (event) => [...event.sources, ...event.targets, ...event.sides, ...event.targetSides];
const actorNames = (ids) => ids.map(actorName).join(", ");
const fill = (pattern, values) => pattern.replace(/\{(\w+)\}/g, (whole, key) => values[key] ?? whole);
const number = new Intl.NumberFormat(page.language);

function counted(word, count) {
  return fill(count === 1 ? words[word].one : words[word].other, { n: number.format(count) });
}

// Search compares texts in lower case, and without accents when `ignoreAccents` (U+0111 has no decomposition).
function fold(text, ignoreAccents) {
  const lower = text.normalize("NFC").toLowerCase().replace(/\s+/g, " ");
  return ignoreAccents ? lower.normalize("NFD").replace(/\p{M}/gu, "").replaceAll("\u0111", "d") : lower;
}

const foldedTexts = new Map([[true, []], [false, []]]);

function foldedText(event, ignoreAccents) {
  const cache = foldedTexts.get(ignoreAccents);
  cache[event.index] ??= fold(
    [
      event.summary, event.place ?? "", event.when, page.types[event.type], actorNames(actorsOf(event)),
      ...event.saidBy, ...event.treaties.map(([id]) => page.treaties[id]),
      ...event.reports.flatMap(({ article, quote }) => [
        quote.join(""), page.articles[article].title ?? "", page.articles[article].source ?? "",
      ]),
    ].join("\n"),
    ignoreAccents,
  );
  return cache[event.index];
}

// Events that fit every filter but the period, in time order.  Of the words searched for each must be there, and those
// in quotation marks together.
function matching({ search, ignoreAccents, actor, type, treaty, status, hiddenQuads }) {
  const found = fold(search, ignoreAccents).matchAll(/["“”]([^"“”]+)["“”]?|[^\s"“”]+/g);
  const terms = [...found].map(([whole, phrase]) => phrase ?? whole);
  return events.filter((event) =>
    (!actor || actorsOf(event).includes(actor))
    && (!type || event.type === type)
    && (!treaty || event.treaties.some(([id]) => id === treaty))
    && (!status || event.status === status)
    && !hiddenQuads.has(event.quad)
    && terms.every((term) => foldedText(event, ignoreAccents).includes(term)));
}

// How often each value occurs, most frequent first: [[value, count], …].
function frequencies(list, valuesOf) {
  const counts = new Map();
  for (const event of list) for (const value of valuesOf(event)) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
}

// Elements are made node by node: no text of an article is ever parsed as markup.
function element(tag, attributes = {}, ...children) {
  return build(document.createElement(tag), attributes, children);
}

function drawing(tag, attributes = {}, ...children) {
  return build(document.createElementNS("http://www.w3.org/2000/svg", tag), attributes, children);
}

function build(node, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== null && value !== undefined && value !== false) node.setAttribute(name, value === true ? "" : value);
  }
  node.append(...children.filter((child) => child !== null && child !== ""));
  return node;
}
