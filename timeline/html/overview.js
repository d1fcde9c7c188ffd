// The whole period as a strip of counts, with the part that the chart shows as a window to move and stretch.

const OVERVIEW_HEIGHT = 64;
const BARS_BOTTOM = 46;
const STRIP = 4;

// `hooks`: view() and setView(view), events() that fit the filters.
function createOverview(container, hooks) {
  const svg = drawing("svg", { class: "strip", height: OVERVIEW_HEIGHT });
  const bars = drawing("g", { "aria-hidden": "true" });
  const shades = [drawing("rect", { class: "shade" }), drawing("rect", { class: "shade" })];
  const frame = drawing("rect", { class: "window", y: 1, height: BARS_BOTTOM - 1 });
  const handles = [words.window_start, words.window_end].map((label) => drawing("g", {
    class: "handle", role: "slider", tabindex: 0, "aria-label": label,
    "aria-valuemin": Math.floor(wholePeriod[0]), "aria-valuemax": Math.ceil(wholePeriod[1]),
  }, drawing("rect", { class: "hit", x: -12, y: 0, width: 24, height: BARS_BOTTOM }),
  drawing("rect", { class: "grip", x: -4, y: 12, width: 8, height: 24, rx: 4 })));
  svg.append(bars, ...shades, frame, ...handles);
  container.append(svg);
  let axis = null;

  function draw() {
    const width = container.clientWidth;
    svg.setAttribute("width", width);
    axis = axisFor(wholePeriod, width, 56);
    bars.replaceChildren(
      ...axis.lines.filter(({ x }) => x > -1 && x < width - 30).flatMap(({ x, text, day }) => [
        drawing("path", { class: "line", d: `M${x} ${BARS_BOTTOM}v6` }),
        drawing("text", { x: x + 3, y: OVERVIEW_HEIGHT - 6 }, axis.contexts.length ? periodWords([day, day + 1]) : text),
      ]),
      drawing("path", { class: "line strong", d: `M0 ${BARS_BOTTOM}H${width}` }),
      ...columns(width),
    );
    moveWindow();
  }

  // Columns grow with the root of the count, so that a single event beside a hundred is still seen.
  function columns(width) {
    const count = (list) => {
      const bins = new Float64Array(Math.ceil(width / STRIP));
      for (const event of list) {
        const from = Math.max(0, Math.floor(axis.x(startOf(event)) / STRIP));
        const to = Math.min(bins.length - 1, Math.floor((axis.x(endOf(event)) - 0.01) / STRIP));
        for (let at = from; at <= to; at += 1) bins[at] += 1 / (to - from + 1);
      }
      return bins;
    };
    const all = count(datedEvents);
    const fitting = count(hooks.events().filter(isDated));
    const tallest = Math.sqrt(Math.max(...all, 1));
    const column = (className) => (value, at) => {
      if (!value) return null;
      const height = Math.max(1.5, (Math.sqrt(value) / tallest) * (BARS_BOTTOM - 6));
      return drawing("rect", { class: className, x: at * STRIP, y: BARS_BOTTOM - height, width: STRIP - 1, height });
    };
    return [...Array.from(all, column("all")), ...Array.from(fitting, column("fitting"))].filter(Boolean);
  }

  function moveWindow() {
    const [start, end] = hooks.view();
    const width = container.clientWidth;
    const left = axis.x(start);
    const right = Math.max(axis.x(end), left + 2);
    place(shades[0], 0, left);
    place(shades[1], right, width - right);
    place(frame, left, right - left);
    [[handles[0], left, start], [handles[1], right, end]].forEach(([handle, x, day]) => {
      handle.setAttribute("transform", `translate(${Math.max(4, Math.min(width - 4, x))} 0)`);
      handle.setAttribute("aria-valuenow", Math.round(day));
      handle.setAttribute("aria-valuetext", periodWords([day, day + 1]));
    });
  }

  function place(rect, x, width) {
    rect.setAttribute("x", x);
    rect.setAttribute("y", 1);
    rect.setAttribute("width", Math.max(0, width));
    rect.setAttribute("height", BARS_BOTTOM - 1);
  }

  // -- dragging: a handle stretches, the window moves, elsewhere a new window is drawn

  let drag = null;
  const dayAt = (event) => axis.day(event.clientX - svg.getBoundingClientRect().left);

  svg.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    svg.setPointerCapture(event.pointerId);
    const [start, end] = hooks.view();
    const day = dayAt(event);
    const side = handles.findIndex((handle) => handle.contains(event.target));
    if (side >= 0) drag = { fixed: side === 0 ? end : start };
    else if (event.target === frame) drag = { offset: day - start, length: end - start };
    else drag = { fixed: day };
  });

  svg.addEventListener("pointermove", (event) => {
    if (!drag) return;
    const day = dayAt(event);
    if (drag.fixed === undefined) hooks.setView([day - drag.offset, day - drag.offset + drag.length]);
    else hooks.setView([Math.min(day, drag.fixed), Math.max(day, drag.fixed)]);
  });

  for (const type of ["pointerup", "pointercancel"]) svg.addEventListener(type, () => { drag = null; });
  svg.addEventListener("dblclick", () => hooks.setView(wholePeriod, true));

  handles.forEach((handle, side) => handle.addEventListener("keydown", (event) => {
    const direction = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1 }[event.key];
    if (!direction) return;
    event.preventDefault();
    const view = [...hooks.view()];
    view[side] += direction * Math.max(1, (view[1] - view[0]) / 20);
    if (view[1] - view[0] >= SHORTEST_VIEW) hooks.setView(view);
  }));

  return { draw, moveWindow };
}
