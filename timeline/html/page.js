// The state of the page, and who is told when it changes.

const byId = (id) => document.getElementById(id);
const form = byId("filters");
const state = { view: wholePeriod, lanes: "side", fitting: events, hiddenQuads: new Set() };
const calm = matchMedia("(prefers-reduced-motion: reduce)");

document.body.append(definitions());

const list = createList(byId("events"), byId("pager"), showOnChart);
const undatedList = createList(byId("undated-events"), byId("undated-pager"), showOnChart);
const hooks = {
  view: () => state.view,
  setView,
  events: () => state.fitting,
  lanes: () => state.lanes,
  open: openInList,
};
const chart = datedEvents.length ? createChart(byId("chart"), hooks) : null;
const overview = datedEvents.length ? createOverview(byId("overview"), hooks) : null;

function openInList(event) {
  list.open(event);
}

function showOnChart(event) {
  chart.show(event);
}

// -- the period shown

let frame = 0;
let gliding = 0;
let listTimer = 0;

function setView(wanted, glide = false) {
  cancelAnimationFrame(gliding);
  const target = clamped(wanted);
  if (!glide || calm.matches) {
    moveTo(target);
    return;
  }
  const from = state.view;
  const began = performance.now();
  const tick = (now) => {
    const part = Math.min(1, Math.max(0, (now - began) / 220));
    const eased = 1 - (1 - part) ** 3;
    moveTo([from[0] + (target[0] - from[0]) * eased, from[1] + (target[1] - from[1]) * eased]);
    if (part < 1) gliding = requestAnimationFrame(tick);
  };
  gliding = requestAnimationFrame(tick);
}

function clamped([start, end]) {
  const longest = wholePeriod[1] - wholePeriod[0];
  const length = Math.min(longest, Math.max(SHORTEST_VIEW, end - start));
  const centre = (start + end) / 2;
  const first = Math.min(Math.max(centre - length / 2, wholePeriod[0]), wholePeriod[1] - length);
  return [first, first + length];
}

function moveTo(view) {
  state.view = view;
  cancelAnimationFrame(frame);
  frame = requestAnimationFrame(() => {
    chart.draw();
    overview.moveWindow();
    byId("period").textContent = periodWords(isWhole() ? dataPeriod : view);
  });
  clearTimeout(listTimer);
  listTimer = setTimeout(drawPeriod, 150);
}

const isWhole = () => state.view[0] <= wholePeriod[0] && state.view[1] >= wholePeriod[1];
const isoDay = (day) => toDate(day).toISOString().slice(0, 10);

// The list and the dates of the form follow the chart.
function drawPeriod() {
  const whole = isWhole();
  const dated = state.fitting.filter((event) => isDated(event) && (whole || overlaps(event, state.view)));
  list.show(dated);
  byId("shown").textContent = dated.length === datedEvents.length
    ? fill(words.shown_all, { total: number.format(dated.length) })
    : fill(words.shown_of, { shown: number.format(dated.length), total: number.format(datedEvents.length) });
  form.elements.from.value = whole ? "" : isoDay(Math.floor(state.view[0]));
  form.elements.to.value = whole ? "" : isoDay(Math.ceil(state.view[1]) - 1);
  const used = [...form.elements].filter((field) => field.matches("select, input:not([type=checkbox])") && field.value);
  const count = used.length + state.hiddenQuads.size;
  byId("filter-count").textContent = count ? `(${count})` : "";
  byId("reset").disabled = !count;
}

// -- filters

function applyFilters() {
  const { search, accents, actor, type, treaty, status } = form.elements;
  state.fitting = matching({
    search: search.value, ignoreAccents: accents.checked, hiddenQuads: state.hiddenQuads,
    actor: actor.value, type: type.value, treaty: treaty.value, status: status.value,
  });
  const undated = state.fitting.filter((event) => !isDated(event));
  const undatedCount = events.length - datedEvents.length;
  byId("undated").hidden = !undatedCount;
  undatedList.show(undated);
  byId("undated-shown").textContent = undated.length === undatedCount
    ? counted("event_count", undatedCount)
    : fill(words.shown_of, { shown: number.format(undated.length), total: number.format(undatedCount) });
  chart?.draw();
  overview?.draw();
  drawPeriod();
}

function offerChoices(select, valuesOf, name) {
  const ranked = frequencies(events, (event) => new Set(valuesOf(event)));
  for (const [value, count] of ranked) {
    select.append(element("option", { value }, `${name(value)} (${number.format(count)})`));
  }
  select.closest("label").hidden = ranked.length < 2;
}

const fields = form.elements;
offerChoices(fields.actor, actorsOf, actorName);
offerChoices(fields.type, (event) => [event.type], (id) => page.types[id] ?? id);
offerChoices(fields.treaty, (event) => event.treaties.map(([id]) => id), (id) => page.treaties[id]);
offerChoices(fields.status, (event) => [event.status], (id) => page.statuses[id] ?? id);

let searchTimer = 0;
form.addEventListener("submit", (event) => event.preventDefault());
form.addEventListener("input", ({ target }) => {
  if (target.type === "date") return;
  clearTimeout(searchTimer);
  searchTimer = setTimeout(applyFilters, target.type === "search" ? 150 : 0);
});
for (const field of [fields.from, fields.to]) {
  field.addEventListener("change", () => {
    const day = (value, otherwise) => (value ? toDay(new Date(`${value}T00:00:00Z`)) : otherwise);
    const start = day(fields.from.value, wholePeriod[0]);
    const end = fields.to.value ? day(fields.to.value) + 1 : wholePeriod[1];
    setView(end > start ? [start, end] : wholePeriod);
  });
}
form.addEventListener("reset", () => setTimeout(() => {
  state.hiddenQuads.clear();
  byId("legend").querySelectorAll("[aria-pressed]").forEach((node) => node.setAttribute("aria-pressed", "true"));
  if (chart) setView(wholePeriod, true);
  applyFilters();
}));

// -- the first drawing, and drawing anew when the page changes its size or goes to paper

drawLegend(byId("legend"), state.hiddenQuads, applyFilters);
if (chart) {
  byId("zoom-in").addEventListener("click", () => chart.zoom(0.5));
  byId("zoom-out").addEventListener("click", () => chart.zoom(2));
  byId("zoom-fit").addEventListener("click", () => setView(wholePeriod, true));
  byId("panel").addEventListener("change", ({ target }) => {
    if (target.name === "lanes") {
      state.lanes = target.value;
      chart.draw();
    }
  });
  byId("panel").querySelector("[value=treaty]").closest("label").hidden = !Object.keys(page.treaties).length;
  let drawnWidth = 0;
  new ResizeObserver(([{ contentRect }]) => {
    if (Math.round(contentRect.width) === drawnWidth) return;
    drawnWidth = Math.round(contentRect.width);
    chart.draw();
    overview.draw();
  }).observe(byId("chart"));
} else {
  byId("panel").hidden = true;
  byId("list").hidden = true;
}
if (matchMedia("(max-width: 640px)").matches) byId("filter-fold").open = false;
if (chart) moveTo(wholePeriod);
applyFilters();

const PAPER_WIDTH = 780; // the width of the text on A4, near enough: the drawing is scaled to fit

const paper = matchMedia("print");
paper.addEventListener("change", () => {
  const lists = [list, undatedList];
  if (paper.matches) lists.forEach((one) => one.drawForPrint());
  else lists.forEach((one) => one.draw());
  chart?.draw(paper.matches ? PAPER_WIDTH : undefined);
});
