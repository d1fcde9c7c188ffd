// Events with their quotes and sources, a page at a time: a page of 50,000 would stop the browser.

const PAGE_SIZE = 100;
const PRINTED_AT_MOST = 2000;

function kindWords(event) {
  const type = page.types[event.type] ?? event.type;
  return event.status === "happened" ? type : `${type} · ${page.statuses[event.status] ?? event.status}`;
}

function quoteOf({ article: articleNumber, quote: [before, trigger, after] }, className = null) {
  const article = page.articles[articleNumber];
  const title = article.title ?? article.source ?? words.unnamed_article;
  const cite = article.url
    ? element("a", { href: article.url, rel: "noopener noreferrer", target: "_blank" }, title)
    : title;
  const details = [
    article.title ? article.source : null,
    article.published && fill(words.published, { when: article.published }),
  ].filter(Boolean);
  return element("figure", { class: className },
    element("blockquote", {}, before, trigger && element("mark", {}, trigger), after),
    element("figcaption", {}, element("cite", {}, cite), details.length ? ` · ${details.join(" · ")}` : ""));
}

const percent = new Intl.NumberFormat(page.language, { style: "percent" });

function eventItem(event, onShow) {
  const actors = [actorNames(event.sources), actorNames(event.targets)].filter(Boolean).join(" → ");
  const [firstReport, ...otherReports] = event.reports;
  const show = element("button", { type: "button", class: "link show" }, words.show_on_chart);
  show.addEventListener("click", () => onShow(event));
  const facts = [
    isDated(event) ? page.bases[event.basis] ?? event.basis : null,
    fill(words.confidence, { percent: percent.format(event.confidence) }),
  ].filter(Boolean).join(", ");
  const more = otherReports.length
    ? element("details", { class: "more" },
      element("summary", {}, counted("more_reports", otherReports.length)), ...otherReports.map((report) => quoteOf(report)))
    : "";
  return element("article", { class: `event ${statusClass(event.status)}`, id: `event-${event.index}`, tabindex: -1 },
    element("div", { class: "event-date" },
      element("p", { class: "when", title: event.edtf }, picture(event), element("span", {}, event.when)),
      element("p", { class: "facts" }, facts)),
    element("div", { class: "event-body" },
      element("p", { class: "kind" },
        element("span", { class: "type" }, page.types[event.type] ?? event.type),
        event.status === "happened" ? "" : element("span", { class: "status" }, page.statuses[event.status] ?? event.status),
        actors && element("span", {}, actors),
        event.place && element("span", {}, event.place),
        isDated(event) ? show : ""),
      event.quoted ? "" : element("h4", {}, event.summary),
      event.treaties.length
        ? element("ul", { class: "treaties" }, ...event.treaties.map(([id, action]) =>
          element("li", {}, page.treaties[id], element("span", {}, page.actions[action] ?? action))))
        : "",
      event.saidBy.length ? element("p", { class: "said-by" }, fill(words.said_by, { names: event.saidBy.join(", ") })) : "",
      firstReport ? quoteOf(firstReport, event.quoted ? "lead" : null) : "",
      more));
}

function yearOf(event) {
  const day = event.first ?? event.last;
  return day === null ? null : toDate(day).getUTCFullYear();
}

// `onShow(event)` is called by the button that shows an event on the chart.
function createList(container, pager, onShow) {
  let list = [];
  let current = 0;

  const pageCount = () => Math.max(1, Math.ceil(list.length / PAGE_SIZE));

  function draw(from = current * PAGE_SIZE, to = from + PAGE_SIZE) {
    const parts = [];
    let year = null;
    for (const event of list.slice(from, to)) {
      if (yearOf(event) !== year) {
        year = yearOf(event);
        if (year !== null) parts.push(element("h3", { class: "year" }, String(year)));
      }
      parts.push(eventItem(event, onShow));
    }
    container.replaceChildren(...parts);
    if (!list.length) container.append(element("p", { class: "notice" }, words.nothing));
    drawPager();
  }

  function drawPager() {
    pager.hidden = pageCount() === 1;
    const button = (text, to) => {
      const node = element("button", { type: "button", disabled: to < 0 || to >= pageCount() }, text);
      node.addEventListener("click", () => {
        turn(to);
        container.scrollIntoView();
      });
      return node;
    };
    pager.replaceChildren(
      button(words.previous, current - 1),
      element("span", {}, fill(words.page, { page: current + 1, pages: pageCount() })),
      button(words.next, current + 1),
    );
  }

  function turn(to) {
    current = to;
    draw();
  }

  return {
    show(events_) {
      list = events_;
      turn(0);
    },
    // Turns to the page of an event and moves there; false when it is not listed.
    open(event) {
      const at = list.indexOf(event);
      if (at < 0) return false;
      if (Math.floor(at / PAGE_SIZE) !== current) turn(Math.floor(at / PAGE_SIZE));
      const item = document.getElementById(`event-${event.index}`);
      item.scrollIntoView({ block: "center" });
      item.focus({ preventScroll: true });
      return true;
    },
    drawForPrint() {
      draw(0, PRINTED_AT_MOST);
      container.querySelectorAll("details").forEach((node) => { node.open = true; });
    },
    draw,
  };
}
