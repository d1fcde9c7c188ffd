// title: The busiest pairs
// answers: >-
//   Which two sides have most to do with each other: how many events both take part in, whoever acts, how many of them
//   are cooperation and conflict that happened or go on, and the latest. A person or body counts for whom it represented
//   on the day.
// parameters:
//   actor: {type: actor, means: "Only pairs of this side", example: Russia}
//   from: {type: date, means: "First day of the period", example: "2021-01-01"}
//   to: {type: date, last_day: true, means: "Last day of the period", example: "2021-12"}
//   limit: {type: int, default: "20", means: "How many pairs at most, the busiest ones", example: "10"}
// columns:
//   one: a side; the actor that was asked for, or the first by name
//   other: the other side
//   events: how many events, of whatever type and status
//   cooperation: how many are verbal or material cooperation that happened or goes on
//   conflict: how many are verbal or material conflict that happened or goes on
//   first: first possible day of the earliest
//   last: last possible day of the latest
//   latest: the latest event in one line
//   id: id of the latest event
//   one_id: id of the side
//   other_id: id of the other side
// table: [one / other, events, cooperation, conflict, first / last, latest / id]
// empty: A wider period finds more.
// examples:
//   - {title: "Of all", with: {limit: "10"}}
//   - {title: "Of one country in a year", with: {actor: Russia, from: "2021", to: "2021"}}
// vi:
//   title: Các cặp có nhiều sự kiện nhất
//   empty: "Thời kỳ rộng hơn sẽ tìm được nhiều hơn."

WITH COLLECT {
  MATCH (actor:Actor) WHERE toLower($actor) IN actor.search
  RETURN {actor: actor, known: COUNT { (actor)-[:SOURCE_OF]->() } + COUNT { (actor)<-[:TARGETS]-() }}
} AS asked
CALL (asked) {
  UNWIND asked AS side
  WITH side.actor AS actor, side.known AS known
  WHERE known <= 10000 OR coalesce(duration.inDays($from, $to).days > 366, true)
  MATCH path = (actor)<-[:REPRESENTS*0..3]-(mine:Actor)
  MATCH (mine)-[:SOURCE_OF|TARGETS]-(e:Event)
  WHERE all(term IN relationships(path)
            WHERE coalesce(term.since <= e.date_end, true) AND coalesce(e.date <= term.until, true))
  RETURN actor AS one, e
UNION ALL
  // a busy actor in a short period: from the period
  UNWIND asked AS side
  WITH side.actor AS actor, side.known AS known, $from AS first, $to AS last
  WHERE known > 10000 AND duration.inDays(first, last).days <= 366
  MATCH path = (actor)<-[:REPRESENTS*0..3]-(one:Actor)
  WITH actor, collect(one) AS ones, collect({who: one, terms: relationships(path)}) AS paths, first, last
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
  RETURN actor AS one, e
UNION ALL
  WITH coalesce($from, date('0001-01-01')) AS first, coalesce($to, date('9999-12-31')) AS last
  WHERE $actor IS NULL AND ($from IS NOT NULL OR $to IS NOT NULL)
  MATCH (e:Event)
  WHERE e.precision = 'day' AND e.date >= first AND e.date <= last AND e.date_end >= first
    OR e.precision = 'month' AND e.date >= first - duration({days: 30}) AND e.date <= last AND e.date_end >= first
    OR e.precision = 'year' AND e.date >= first - duration({days: 365}) AND e.date <= last AND e.date_end >= first
    OR e.precision IN ['decade', 'century', 'interval'] AND e.date <= last AND e.date_end >= first
    OR e.open_since <= last
    OR e.precision = 'interval' AND e.edtf < '0' AND e.date_end >= first
  MATCH (e)-[:SOURCE_OF|TARGETS]-(mine:Actor)
  MATCH path = (mine)-[:REPRESENTS*0..3]->(one:Actor)
  WHERE all(term IN relationships(path)
            WHERE coalesce(term.since <= e.date_end, true) AND coalesce(e.date <= term.until, true))
    AND NOT EXISTS {
      MATCH (one)-[further:REPRESENTS]->(:Actor)
      WHERE coalesce(further.since <= e.date_end, true) AND coalesce(e.date <= further.until, true)
    }
  RETURN one, e
UNION ALL
  WITH 1 AS all
  WHERE $actor IS NULL AND $from IS NULL AND $to IS NULL
  MATCH (e:Event)
  MATCH (e)-[:SOURCE_OF|TARGETS]-(mine:Actor)
  MATCH path = (mine)-[:REPRESENTS*0..3]->(one:Actor)
  WHERE all(term IN relationships(path)
            WHERE coalesce(term.since <= e.date_end, true) AND coalesce(e.date <= term.until, true))
    AND NOT EXISTS {
      MATCH (one)-[further:REPRESENTS]->(:Actor)
      WHERE coalesce(further.since <= e.date_end, true) AND coalesce(e.date <= further.until, true)
    }
  RETURN one, e
}
WITH DISTINCT one, e
WHERE ($from IS NULL OR coalesce(e.date_end >= $from, e.date IS NOT NULL))
  AND ($to IS NULL OR coalesce(e.date <= $to, e.date_end IS NOT NULL))
MATCH (e)-[:SOURCE_OF|TARGETS]-(theirs:Actor)
MATCH over = (theirs)-[:REPRESENTS*0..3]->(other:Actor)
WHERE other <> one AND ($actor IS NOT NULL OR one.name < other.name OR one.name = other.name AND one.id < other.id)
  AND all(term IN relationships(over)
          WHERE coalesce(term.since <= e.date_end, true) AND coalesce(e.date <= term.until, true))
  AND NOT EXISTS {
    MATCH (other)-[further:REPRESENTS]->(:Actor)
    WHERE coalesce(further.since <= e.date_end, true) AND coalesce(e.date <= further.until, true)
  }
WITH DISTINCT one, other, e
WITH one, other, e ORDER BY coalesce(e.date, e.date_end, date('0001-01-01')), e.id
WITH one, other, count(*) AS events,
  sum(CASE WHEN e.status IN ['happened', 'ongoing'] AND e.quad ENDS WITH 'cooperation' THEN 1 ELSE 0 END) AS cooperation,
  sum(CASE WHEN e.status IN ['happened', 'ongoing'] AND e.quad ENDS WITH 'conflict' THEN 1 ELSE 0 END) AS conflict,
  min(coalesce(e.date, e.date_end)) AS first, max(coalesce(e.date_end, e.date)) AS last, last(collect(e)) AS latest
RETURN one.name AS one, other.name AS other, events, cooperation, conflict, first, last, latest.summary AS latest,
  latest.id AS id, one.id AS one_id, other.id AS other_id
ORDER BY events DESC, one, other, one_id, other_id
LIMIT $limit
