// The zoomable chart: lanes of marks under an axis, moved by pointer, touch and keys.

const SHORTEST_VIEW = 5;

// `hooks`: view() and setView(view, glide), events() to draw, lanes() their kind, open(event) in the list.
function createChart(container, hooks) {
  const svg = drawing("svg", { role: "listbox", tabindex: 0, "aria-label": words.chart, class: "plot" });
  const card = element("div", { class: "card", hidden: true });
  container.append(svg, card);
  let axis = null;
  let sorted = { from: [], lanes: [] };
  let laid = [];
  let plotLeft = 0;
  let axisHeight = 0;
  let active = null; // {event, lane}: the mark the keys or a click chose; its card stays
  let gesture = null;

  function draw(width = container.clientWidth) {
    const narrow = width < 640;
    plotLeft = narrow ? 0 : 176;
    const plotWidth = Math.max(50, width - plotLeft);
    axis = axisFor(hooks.view(), plotWidth, 64);
    laid = laneLayout(currentLanes(narrow ? 6 : 9), axis, plotWidth, narrow ? 28 : 34);
    if (gesture) holdHeights();
    if (active && !laid.some(({ lane, visible }) => lane.key === active.lane && visible.includes(active.event))) active = null;
    const head = narrow ? 20 : 0;
    axisHeight = axis.contexts.length ? 42 : 26;
    let y = axisHeight;
    for (const one of laid) {
      one.top = y;
      one.height = one.units * ROW + LANE_PADDING + head;
      one.rowsTop = y + head + LANE_PADDING / 2;
      y += one.height;
    }
    const height = Math.max(y, axisHeight + 60);
    svg.setAttribute("width", width);
    svg.setAttribute("height", height);
    svg.setAttribute("viewBox", `0 0 ${width} ${height}`);
    svg.replaceChildren(
      drawing("clipPath", { id: "plot-area" }, drawing("rect", { x: plotLeft, y: 0, width: plotWidth, height })),
      drawAxis(height),
      ...laid.map((one, laneNumber) => drawLane(one, laneNumber, width, narrow)),
    );
    if (!laid.length) {
      svg.append(drawing("text", { class: "nothing", x: plotLeft + plotWidth / 2, y: axisHeight + 36 },
        hooks.events().length ? words.nothing_dated : words.nothing));
    }
    markActive();
  }

  // Sorting 50,000 events into lanes takes longer than a frame, so it is done only for other events or lanes.
  function currentLanes(most) {
    const wanted = [hooks.events(), hooks.lanes(), most];
    if (!wanted.every((value, at) => value === sorted.from[at])) {
      sorted = { from: wanted, lanes: lanesFor(wanted[0].filter(isDated), wanted[1], most) };
    }
    return sorted.lanes;
  }

  // While the chart is dragged its lanes only grow, or it would jump under the hand.
  function holdHeights() {
    for (const one of laid) {
      one.units = Math.max(one.units, gesture.units.get(one.lane.key) ?? 0);
      gesture.units.set(one.lane.key, one.units);
    }
  }

  function drawAxis(height) {
    const group = drawing("g", { class: "axis", "aria-hidden": "true", "clip-path": "url(#plot-area)", role: "presentation" });
    const inPlot = drawing("g", { transform: `translate(${plotLeft} 0)` });
    for (const { x, end, text } of axis.lines) {
      inPlot.append(drawing("path", { class: "line", d: `M${x} ${axisHeight - 20}V${height}` }));
      if (x > -1 && x + 7 * text.length < plotPixels() && end - x > 20) inPlot.append(drawing("text", { x: x + 4, y: axisHeight - 8 }, text));
    }
    for (const { x, end, text } of axis.contexts) {
      inPlot.append(drawing("path", { class: "line strong", d: `M${x} 0V${height}` }));
      const at = Math.max(x, 0) + 4;
      if (end - at > 7 * text.length) inPlot.append(drawing("text", { class: "context", x: at, y: 15 }, text));
    }
    group.append(inPlot);
    return group;
  }

  function drawLane(one, laneNumber, width, narrow) {
    const { lane, top, height } = one;
    const group = drawing("g", { class: "lane", role: "group", "aria-label": lane.name });
    group.append(drawing("path", { class: "line strong", d: `M0 ${top}H${width}` }));
    const count = drawing("tspan", { class: "count", dx: 6 }, number.format(one.visible.length));
    const name = fitted(lane.name, 13, narrow ? plotPixels() - 60 : plotLeft - 48, 600).text;
    group.append(drawing("text", { class: "name", x: narrow ? 4 : 2, y: top + 18 }, drawing("title", {}, lane.name), name, count));
    const marks = drawing("g", { "clip-path": "url(#plot-area)", role: "presentation" });
    const inPlot = drawing("g", { transform: `translate(${plotLeft} 0)`, role: "presentation" });
    if (one.marks) for (const mark of one.marks) inPlot.append(drawMark(mark, one, laneNumber));
    else drawBins(one, laneNumber, inPlot);
    marks.append(inPlot);
    group.append(marks);
    return group;
  }

  function drawMark(mark, one, laneNumber) {
    const { event, left, right } = mark;
    const y = one.rowsTop + (mark.row + 0.5) * one.rowHeight;
    const group = drawing("g", {
      class: "mark", id: `mark-${event.index}-${laneNumber}`, role: "option", "aria-selected": "false",
      "aria-label": `${event.when}: ${event.summary}`, "data-index": event.index, "data-lane": laneNumber,
    });
    const shownLeft = Math.max(left, -20);
    group.append(
      drawing("rect", { class: "hit", x: mark.from - 3, y: y - one.rowHeight / 2 + 0.5, width: mark.to - mark.from + 6, height: one.rowHeight - 1, rx: 5 }),
      mark.exact
        ? glyph(event.quad, event.status, mark.middle, y)
        : bar({ ...event, left: shownLeft, right: Math.min(right, plotPixels() + 20), y, height: Math.min(12, one.rowHeight - 2), openSide: openSide(event) }),
    );
    if (mark.label) {
      group.append(drawing("text", { class: "label", x: mark.labelAt, y: y + 4 }, mark.label.text));
    }
    return group;
  }

  const plotPixels = () => (axis.end - axis.start) * axis.scale;

  function drawBins(one, laneNumber, group) {
    const tallest = Math.max(...one.bins.map(({ total }) => total));
    const bottom = one.rowsTop + DENSE_HEIGHT;
    one.bins.forEach(({ total, quads }, at) => {
      if (!total) return;
      let y = bottom;
      const column = drawing("g", { class: "bin", "data-bin": at, "data-lane": laneNumber });
      for (const quad of QUADS) {
        if (!quads[quad]) continue;
        const height = Math.max(1, (quads[quad] / tallest) * (DENSE_HEIGHT - 8));
        y -= height;
        column.append(drawing("rect", { class: `column ${quadClass(quad)}`, x: at * BIN, y, width: BIN - 1, height }));
      }
      column.append(drawing("rect", { class: "hit", x: at * BIN, y: one.rowsTop, width: BIN, height: DENSE_HEIGHT }));
      group.append(column);
    });
    if (active && one.lane.key === active.lane) {
      const mark = placed(active.event, axis);
      packed([mark], plotPixels(), 0, 1);
      group.append(drawMark({ ...mark, row: 1 }, { ...one, rowHeight: ROW }, laneNumber));
    }
  }

  // -- the chosen mark and its card

  function markActive() {
    const laneNumber = active ? laid.findIndex(({ lane }) => lane.key === active.lane) : -1;
    const chosen = laneNumber < 0 ? null : svg.querySelector(`#mark-${active.event.index}-${laneNumber}`);
    svg.querySelectorAll(".mark.active").forEach((node) => {
      node.classList.remove("active");
      node.setAttribute("aria-selected", "false");
    });
    if (!chosen) {
      svg.removeAttribute("aria-activedescendant");
      hideCard();
      return;
    }
    chosen.classList.add("active");
    chosen.setAttribute("aria-selected", "true");
    svg.setAttribute("aria-activedescendant", chosen.id);
    showCard(active.event, chosen, true);
  }

  function choose(event, laneKey) {
    active = event ? { event, lane: laneKey } : null;
    if (active && !laid.find(({ lane }) => lane.key === laneKey)?.marks) draw();
    else markActive();
  }

  function showCard(event, node, pinned) {
    const actors = [actorNames(event.sources), actorNames(event.targets)].filter(Boolean).join(" → ");
    const open = element("button", { type: "button" }, words.show_in_list);
    open.addEventListener("click", () => hooks.open(event));
    card.replaceChildren(
      element("p", { class: "card-when" }, event.when),
      element("p", { class: "card-kind" }, picture(event), kindWords(event)),
      element("p", { class: "card-summary" }, event.summary),
      actors ? element("p", { class: "card-actors" }, actors) : "",
      pinned ? open : "",
    );
    card.classList.toggle("pinned", pinned);
    placeCard(node.querySelector(".hit").getBoundingClientRect());
  }

  function placeCard(box) {
    card.hidden = false;
    const frame = container.getBoundingClientRect();
    const left = Math.max(box.left, frame.left + plotLeft);
    card.style.left = `${Math.max(0, Math.min(left - frame.left, frame.width - card.offsetWidth))}px`;
    card.style.top = `${box.bottom - frame.top + 6}px`;
  }

  function hideCard() {
    card.hidden = true;
  }

  function binPeriod(at) {
    return [axis.day(at * BIN), axis.day((at + 1) * BIN)];
  }

  function hover(target) {
    svg.querySelectorAll(".mark.hover").forEach((node) => node.classList.remove("hover"));
    const mark = target?.closest("[data-index]");
    const bin = target?.closest("[data-bin]");
    if (mark) {
      svg.querySelectorAll(`.mark[data-index="${mark.dataset.index}"]`).forEach((node) => node.classList.add("hover"));
      showCard(events[mark.dataset.index], mark, false);
    } else if (bin) {
      const total = laid[bin.dataset.lane].bins[bin.dataset.bin].total;
      const counts = counted("event_count", Math.max(1, Math.round(total)));
      card.replaceChildren(fill(words.bin, { events: counts, when: periodWords(binPeriod(Number(bin.dataset.bin))) }));
      card.classList.remove("pinned");
      placeCard(bin.getBoundingClientRect());
    } else {
      markActive();
    }
  }

  // -- pointer and touch: one drags, two zoom, a tap chooses

  const pointers = new Map();
  const pixelOf = (event) => event.clientX - svg.getBoundingClientRect().left - plotLeft;

  function startGesture() {
    const held = [...pointers.values()];
    gesture = {
      moved: gesture?.moved ?? false,
      units: gesture?.units ?? new Map(laid.map((one) => [one.lane.key, one.units])),
      days: held.map(({ pixel }) => axis.day(pixel)),
      from: held.map(({ pixel }) => pixel),
    };
  }

  svg.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    svg.setPointerCapture(event.pointerId);
    pointers.set(event.pointerId, { pixel: pixelOf(event) });
    startGesture();
  });

  svg.addEventListener("pointermove", (event) => {
    if (!pointers.has(event.pointerId)) {
      if (event.pointerType === "mouse") hover(event.target);
      return;
    }
    pointers.set(event.pointerId, { pixel: pixelOf(event) });
    const pixels = [...pointers.values()].map(({ pixel }) => pixel);
    if (!gesture.moved && pixels.every((pixel, at) => Math.abs(pixel - gesture.from[at]) < 5)) return;
    gesture.moved = true;
    hideCard();
    if (pixels.length === 1) {
      const start = gesture.days[0] - pixels[0] / axis.scale;
      hooks.setView([start, start + axis.end - axis.start]);
    } else {
      const scale = Math.abs((pixels[1] - pixels[0]) / (gesture.days[1] - gesture.days[0]));
      if (!Number.isFinite(scale) || scale === 0) return;
      const start = gesture.days[0] - pixels[0] / scale;
      hooks.setView([start, start + plotPixels() / scale]);
    }
  });

  function release(event) {
    if (!pointers.delete(event.pointerId)) return;
    if (pointers.size) {
      startGesture();
      return;
    }
    const { moved } = gesture;
    gesture = null;
    if (moved) draw();
    else if (event.type === "pointerup") tap(event);
  }

  svg.addEventListener("pointerup", release);
  svg.addEventListener("pointercancel", release);
  container.addEventListener("pointerleave", () => hover(null));

  function tap({ clientX, clientY, pointerType }) {
    const target = document.elementFromPoint(clientX, clientY);
    const bin = target?.closest("[data-bin]");
    const mark = target?.closest("[data-index]") ?? (pointerType === "touch" && !bin ? nearestMark(clientX, clientY) : null);
    if (mark) {
      choose(events[mark.dataset.index], laid[mark.dataset.lane].lane.key);
    } else if (bin) {
      const [start, end] = binPeriod(Number(bin.dataset.bin));
      const margin = Math.max(SHORTEST_VIEW, (end - start) * 2);
      hooks.setView([start - margin, end + margin], true);
    } else {
      choose(null);
    }
  }

  // The mark that a thumb meant: the closest one within 22 pixels.
  function nearestMark(x, y) {
    let nearest = null;
    let shortest = 22;
    for (const mark of svg.querySelectorAll(".mark")) {
      const box = mark.getBoundingClientRect();
      const distance = Math.hypot(Math.max(box.left - x, 0, x - box.right), Math.max(box.top - y, 0, y - box.bottom));
      if (distance < shortest) [nearest, shortest] = [mark, distance];
    }
    return nearest;
  }

  svg.addEventListener("dblclick", (event) => {
    if (!event.target.closest("[data-index]")) zoom(0.4, axis.day(pixelOf(event)));
  });

  svg.addEventListener("wheel", (event) => {
    const sideways = event.shiftKey ? event.deltaY : event.deltaX;
    if (event.ctrlKey || event.metaKey) {
      event.preventDefault();
      const factor = Math.exp(Math.max(-60, Math.min(60, event.deltaY)) / 120);
      zoom(factor, axis.day(pixelOf(event)), false);
    } else if (Math.abs(sideways) > Math.abs(event.deltaY) || event.shiftKey) {
      event.preventDefault();
      const days = sideways / axis.scale;
      hooks.setView([axis.start + days, axis.end + days]);
    }
  }, { passive: false });

  function zoom(factor, around = (axis.start + axis.end) / 2, glide = true) {
    const [start, end] = hooks.view();
    hooks.setView([around - (around - start) * factor, around + (end - around) * factor], glide);
  }

  // -- keys: along a lane, across lanes, into the list

  const middle = (event) => (startOf(event) + endOf(event)) / 2;

  function step(along, across) {
    const filled = laid.filter(({ lane }) => lane.events.length);
    if (!filled.length) return;
    const current = active && filled.findIndex(({ lane }) => lane.key === active.lane);
    if (!active) {
      const first = filled.find(({ visible }) => visible.length) ?? filled[0];
      reach(first.visible[0] ?? first.lane.events[0], first.lane.key);
    } else if (along) {
      const { lane } = filled[current];
      const next = lane.events[lane.events.indexOf(active.event) + along];
      if (next) reach(next, lane.key);
    } else {
      const { lane } = filled[Math.max(0, Math.min(filled.length - 1, current + across))];
      const from = middle(active.event);
      const nearest = lane.events.reduce((best, event) =>
        (Math.abs(middle(event) - from) < Math.abs(middle(best) - from) ? event : best));
      reach(nearest, lane.key);
    }
  }

  // Chooses an event, and moves the view to it when it is not in it.
  function reach(event, laneKey) {
    const [start, end] = hooks.view();
    active = { event, lane: laneKey };
    if (!overlaps(event, [start, end])) {
      const half = (end - start) / 2;
      hooks.setView([middle(event) - half, middle(event) + half]);
      draw();
    }
    choose(event, laneKey);
  }

  const KEYS = {
    ArrowRight: () => step(1, 0),
    ArrowLeft: () => step(-1, 0),
    ArrowDown: () => step(0, 1),
    ArrowUp: () => step(0, -1),
    Enter: () => active && hooks.open(active.event),
    " ": () => active && hooks.open(active.event),
    Escape: () => choose(null),
    "+": () => zoom(0.5, active ? middle(active.event) : undefined),
    "=": () => zoom(0.5, active ? middle(active.event) : undefined),
    "-": () => zoom(2, active ? middle(active.event) : undefined),
    0: () => hooks.setView(wholePeriod, true),
  };

  svg.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || !(event.key in KEYS)) return;
    event.preventDefault();
    KEYS[event.key]();
  });

  // Shows one event: in view, chosen, with its card.
  function show(event) {
    const [start, end] = hooks.view();
    const length = Math.max(end - start, (endOf(event) - startOf(event)) * 1.4);
    const inView = overlaps(event, [start, end]) && length === end - start;
    if (!inView) hooks.setView([middle(event) - length / 2, middle(event) + length / 2]);
    draw();
    const home = laid.find(({ lane }) => lane.events.includes(event));
    if (home) choose(event, home.lane.key);
    svg.focus({ preventScroll: true });
    container.scrollIntoView({ block: "center" });
  }

  return { draw, zoom, show };
}
