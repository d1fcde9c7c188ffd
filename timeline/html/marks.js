// The pictures of single events, the same on the chart, in the list and in the legend.

const QUADS = Object.keys(page.quads);
const quadClass = (quad) => `q-${quad.replace(/ /g, "-")}`;
const OPEN_STATUSES = new Set(["planned", "called_for", "postponed", "hypothetical"]);
const CROSSED_STATUSES = new Set(["denied", "cancelled"]);

function statusClass(status) {
  if (OPEN_STATUSES.has(status)) return "open";
  return CROSSED_STATUSES.has(status) ? "open denied" : "done";
}

// Words are round, deeds are square, statements are small: colour is never the only difference.
function glyph(quad, status, x, y) {
  const group = drawing("g", { class: `glyph ${quadClass(quad)} ${statusClass(status)}` });
  if (quad.startsWith("material")) {
    group.append(drawing("rect", { x: x - 4.5, y: y - 4.5, width: 9, height: 9, rx: 1.5 }));
  } else {
    group.append(drawing("circle", { cx: x, cy: y, r: quad === "none" ? 3.6 : 5 }));
  }
  if (CROSSED_STATUSES.has(status)) group.append(drawing("path", { class: "cross", d: `M${x - 7} ${y + 7}L${x + 7} ${y - 7}` }));
  return group;
}

// A bar for an event that is not dated to a day: hatched when its day lies somewhere within, plain when it lasted.
// `openSide` names the side on which no end is known; the bar fades out there.
function bar({ quad, status, throughout, left, right, y, height = 12, openSide = null }) {
  const group = drawing("g", { class: `bar ${quadClass(quad)} ${statusClass(status)} ${throughout ? "lasting" : "within"}` });
  const shape = { x: left, y: y - height / 2, width: Math.max(1, right - left), height, rx: throughout ? 2 : height / 2 };
  if (openSide) group.setAttribute("mask", `url(#fade-${openSide})`);
  group.append(drawing("rect", { ...shape, class: "body" }));
  if (!throughout) group.append(drawing("rect", { ...shape, class: "hatch", fill: `url(#hatch-${quadClass(quad)})` }));
  if (CROSSED_STATUSES.has(status)) {
    const x = right - Math.min(10, (right - left) / 2);
    group.append(drawing("path", { class: "cross", d: `M${x - 8} ${y + 8}L${x + 8} ${y - 8}` }));
  }
  return group;
}

function openSide(event) {
  if (event.first === null) return "left";
  return event.last === null ? "right" : null;
}

// Patterns that the pictures refer to; they stand in a drawing of their own, which is never hidden.
function definitions() {
  const fade = (side) => drawing(
    "mask", { id: `fade-${side}`, maskContentUnits: "objectBoundingBox" },
    drawing("linearGradient", { id: `fade-${side}-ramp` },
      drawing("stop", { offset: 0, "stop-color": side === "left" ? "#000" : "#fff" }),
      drawing("stop", { offset: 1, "stop-color": side === "left" ? "#fff" : "#000" })),
    drawing("rect", { width: 1, height: 1, fill: `url(#fade-${side}-ramp)` }),
  );
  const hatch = (quad) => drawing(
    "pattern",
    { id: `hatch-${quadClass(quad)}`, class: quadClass(quad), width: 6, height: 6, patternUnits: "userSpaceOnUse", patternTransform: "rotate(45)" },
    drawing("path", { class: "hatch-line", d: "M0 0V6" }),
  );
  return drawing("svg", { class: "definitions", "aria-hidden": "true" },
    drawing("defs", {}, fade("left"), fade("right"), ...QUADS.map(hatch)));
}

function picture(event) {
  const svg = drawing("svg", { class: "picture", width: 22, height: 16, "aria-hidden": "true" });
  svg.append(isExact(event) || !isDated(event)
    ? glyph(event.quad, event.status, 11, 8)
    : bar({ ...event, left: 1, right: 21, y: 8, openSide: openSide(event) }));
  return svg;
}

function drawLegend(list, hiddenQuads, onToggle) {
  const sample = (properties) => picture({ quad: "none", status: "happened", first: 0, last: 0, ...properties });
  for (const [quad, count] of frequencies(events, (event) => [event.quad]).sort((a, b) => QUADS.indexOf(a[0]) - QUADS.indexOf(b[0]))) {
    const button = element("button", { type: "button", class: "quad", "aria-pressed": "true" },
      sample({ quad }), page.quads[quad], element("span", { class: "count" }, number.format(count)));
    button.addEventListener("click", () => {
      const hide = !hiddenQuads.has(quad);
      if (hide) hiddenQuads.add(quad);
      else hiddenQuads.delete(quad);
      button.setAttribute("aria-pressed", String(!hide));
      onToggle();
    });
    list.append(element("li", {}, button));
  }
  const has = (test) => events.some(test);
  const samples = [
    [words.legend_within, { first: 0, last: 9 }, (event) => isDated(event) && !isExact(event) && !event.throughout],
    [words.legend_throughout, { first: 0, last: 9, throughout: true }, (event) => isDated(event) && !isExact(event) && event.throughout],
    [words.legend_open, { status: "planned", quad: "verbal cooperation" }, (event) => OPEN_STATUSES.has(event.status)],
    [words.legend_denied, { status: "denied", quad: "verbal cooperation" }, (event) => CROSSED_STATUSES.has(event.status)],
  ];
  for (const [text, properties, present] of samples) {
    if (has(present)) list.append(element("li", { class: "sample" }, sample(properties), text));
  }
}
