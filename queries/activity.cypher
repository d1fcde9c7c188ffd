// title: How many events of each type, by month or year
// answers: >-
//   The rhythm of events, of all or between two actors: how many of each type fall into each month, year or day. An event
//   whose date is not exact enough is counted under the date it has, such as 2021; one without a date under "undated".
// parameters:
//   actor: {type: actor, means: "Who acted or was acted upon, those who represent it included", example: Russia}
//   other: {type: actor, means: "A second one, taking part in the same event", example: USA}
//   by: {type: choice, choices: [day, month, year], default: month, means: "Length of a period", example: year}
//   type: {type: event_type, many: true, means: "Event types", example: ACCUSE}
//   status: {type: status, many: true, means: "Whether it happened, is planned, …", example: happened}
//   from: {type: date, means: "First day", example: "2021-01-01"}
//   to: {type: date, last_day: true, means: "Last day", example: "2021-12"}
// columns:
//   period: the day, month or year, or a wider date where no more is known
//   type: PLOVER event type, or STATEMENT
//   quad: verbal or material, cooperation or conflict; null for a STATEMENT
//   events: how many
// table: [period, type, quad, events]
// empty: "A wider period or fewer options find more; `biennien query actors` lists who is in the graph."
// examples:
//   - {title: "By month", with: {}}
//   - {title: "Between two countries, by year", with: {actor: Russia, other: USA, by: year}}
// vi:
//   title: Số sự kiện theo loại, từng tháng hoặc từng năm
//   empty: "Thời kỳ rộng hơn hoặc ít tùy chọn hơn sẽ tìm được nhiều hơn; `biennien query actors` liệt kê ai có trong đồ thị."

CALL () {
  // from the actor with fewer events, and from those who represented it on the day
  WITH [name IN [$actor, $other] WHERE name IS NOT NULL | toLower(name)] AS names
  WHERE size(names) > 0
  UNWIND names AS name
  MATCH (actor:Actor) WHERE name IN actor.search
  WITH name, collect(actor) AS actors, sum(COUNT { (actor)-[:SOURCE_OF]->() } + COUNT { (actor)<-[:TARGETS]-() }) AS known
  ORDER BY known LIMIT 1
  WHERE known <= 10000 OR coalesce(duration.inDays($from, $to).days > 366, true)
  UNWIND actors AS actor
  MATCH path = (actor)<-[:REPRESENTS*0..3]-(one:Actor)
  MATCH (one)-[:SOURCE_OF|TARGETS]-(e:Event)
  WHERE ($from IS NULL OR coalesce(e.date_end >= $from, e.date IS NOT NULL))
    AND ($to IS NULL OR coalesce(e.date <= $to, e.date_end IS NOT NULL))
    AND all(term IN relationships(path)
            WHERE coalesce(term.since <= e.date_end, true) AND coalesce(e.date <= term.until, true))
    AND ($actor IS NULL OR $other IS NULL OR EXISTS {
      MATCH (e)-[:SOURCE_OF|TARGETS]-(two:Actor) WHERE two <> one
      MATCH way = (two)-[:REPRESENTS*0..3]->(other:Actor)
      WHERE CASE name WHEN toLower($actor) THEN toLower($other) ELSE toLower($actor) END IN other.search
        AND all(term IN relationships(way)
                WHERE coalesce(term.since <= e.date_end, true) AND coalesce(e.date <= term.until, true))
    })
  RETURN e
UNION ALL
  // a busy actor in a short period: from the period
  WITH [name IN [$actor, $other] WHERE name IS NOT NULL | toLower(name)] AS names
  WHERE size(names) > 0
  UNWIND names AS name
  MATCH (actor:Actor) WHERE name IN actor.search
  WITH name, collect(actor) AS actors, sum(COUNT { (actor)-[:SOURCE_OF]->() } + COUNT { (actor)<-[:TARGETS]-() }) AS known
  ORDER BY known LIMIT 1
  WHERE known > 10000 AND duration.inDays($from, $to).days <= 366
  UNWIND actors AS actor
  MATCH path = (actor)<-[:REPRESENTS*0..3]-(one:Actor)
  WITH name, collect(one) AS ones, collect({who: one, terms: relationships(path)}) AS paths, $from AS first, $to AS last
  MATCH (e:Event)
  WHERE e.precision = 'day' AND e.date >= first AND e.date <= last AND e.date_end >= first
    OR e.precision = 'month' AND e.date >= first - duration({days: 30}) AND e.date <= last AND e.date_end >= first
    OR e.precision = 'year' AND e.date >= first - duration({days: 365}) AND e.date <= last AND e.date_end >= first
    OR e.precision IN ['decade', 'century', 'interval'] AND e.date <= last AND e.date_end >= first
    OR e.open_since <= last
    OR e.precision = 'interval' AND e.edtf < '0' AND e.date_end >= first
  MATCH (e)-[:SOURCE_OF|TARGETS]-(one:Actor)
  WHERE one IN ones
    AND any(path IN paths WHERE path.who = one AND
            all(term IN path.terms
                WHERE coalesce(term.since <= e.date_end, true) AND coalesce(e.date <= term.until, true)))
    AND ($actor IS NULL OR $other IS NULL OR EXISTS {
      MATCH (e)-[:SOURCE_OF|TARGETS]-(two:Actor) WHERE two <> one
      MATCH way = (two)-[:REPRESENTS*0..3]->(other:Actor)
      WHERE CASE name WHEN toLower($actor) THEN toLower($other) ELSE toLower($actor) END IN other.search
        AND all(term IN relationships(way)
                WHERE coalesce(term.since <= e.date_end, true) AND coalesce(e.date <= term.until, true))
    })
  RETURN e
UNION ALL
  WITH 1 AS all
  WHERE $actor IS NULL AND $other IS NULL
  MATCH (e:Event)
  RETURN e
}
WITH DISTINCT e
WHERE ($type IS NULL OR e.type IN $type)
  AND ($status IS NULL OR e.status IN $status)
  AND ($from IS NULL OR coalesce(e.date_end >= $from, e.date IS NOT NULL))
  AND ($to IS NULL OR coalesce(e.date <= $to, e.date_end IS NOT NULL))
WITH e.type AS type, e.quad AS quad,
  CASE WHEN e.date IS NULL AND e.date_end IS NULL THEN 'undated'
       WHEN e.date = e.date_end AND $by = 'day' THEN toString(e.date)
       WHEN e.date.year = e.date_end.year AND e.date.month = e.date_end.month AND $by <> 'year'
         THEN left(toString(e.date), 7)
       WHEN e.date.year = e.date_end.year THEN left(toString(e.date), 4)
       ELSE e.edtf END AS period
RETURN period, type, quad, count(*) AS events
ORDER BY period = 'undated', period, events DESC, type
