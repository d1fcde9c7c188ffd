// title: What followed an event
// answers: >-
//   Later events, in time order: those that texts link with it in a chain of up to three relations, and those with the
//   same parties or about the same treaty. Each party of the event stands for whomever it represented on that day; an
//   event counts when it shares a treaty with it or at least two of its parties (one, when there is only one). What texts
//   link, the most that is shared and the nearest come first into the limit.
// parameters:
//   event: {type: event, required: true, means: "The event's id, or its first characters"}
//   days: {type: int, default: "365", means: "How many days to look ahead", example: "90"}
//   limit: {type: int, default: "20", means: "How many events at most", example: "50"}
// columns:
//   id: the event's id
//   date: first possible day, null when unknown
//   date_end: last possible day, null when unknown or open
//   edtf: the date as exact as it is known
//   days: days from the last possible day of the event to its last possible day
//   order: after, same day, told (texts say that it came after), or perhaps (it may have begun earlier)
//   shared: parties and treaties that it shares with the event
//   told: the chain of relations by which texts link it with the event, from the event on; empty when none does
//   type: PLOVER event type, or STATEMENT
//   status: happened, ongoing, planned, called_for, cancelled, postponed, denied or hypothetical
//   sources: names of those who act
//   targets: names of those acted upon or addressed
//   source_ids: ids of the sources, in the same order
//   target_ids: ids of the targets, in the same order
//   summary: the act in one line
// table: [edtf / order / told, type / status, sources / targets, summary, id]
// empty: More --days look further ahead. An event without a date has only what texts tell after it.
// examples:
//   - {title: "The year after an event", with: {event: EVENT}}
//   - {title: "The next three months, the ten closest events", with: {event: EVENT, days: "92", limit: "10"}}
// vi:
//   title: Những gì theo sau một sự kiện
//   empty: "Tăng --days để nhìn xa hơn về sau. Sự kiện không có ngày chỉ có những gì bài viết nói là diễn ra sau nó."

MATCH (anchor:Event {id: $event})
WITH anchor, CASE WHEN COUNT { (anchor)-[:SOURCE_OF|TARGETS]-(:Actor) } > 1 THEN 2 ELSE 1 END AS least
CALL (anchor) {
  // the parties, and those they represented on the day; then those who represented these at the later event
  MATCH (anchor)-[:SOURCE_OF|TARGETS]-(party:Actor)
  MATCH up = (party)-[:REPRESENTS*0..3]->(whole:Actor)
  WHERE all(term IN relationships(up)
            WHERE coalesce(term.since <= anchor.date_end, true) AND coalesce(anchor.date <= term.until, true))
  WITH party, whole, anchor.date_end AS first, anchor.date_end + duration({days: $days}) AS last
  WHERE first IS NOT NULL
    AND ($days > 100 OR COUNT { (whole)-[:SOURCE_OF]->() } + COUNT { (whole)<-[:TARGETS]-() } <= 5000)
  MATCH down = (whole)<-[:REPRESENTS*0..3]-(one:Actor)
  MATCH (one)-[:SOURCE_OF|TARGETS]-(e:Event)
  WHERE coalesce(e.date_end >= first, e.date IS NOT NULL) AND coalesce(e.date <= last, true)
    AND all(term IN relationships(down)
            WHERE coalesce(term.since <= e.date_end, true) AND coalesce(e.date <= term.until, true))
  RETURN e, party.name AS name, 1 AS weight, [] AS told
UNION ALL
  // a busy party in a short time: from the time
  MATCH (anchor)-[:SOURCE_OF|TARGETS]-(party:Actor)
  MATCH up = (party)-[:REPRESENTS*0..3]->(whole:Actor)
  WHERE all(term IN relationships(up)
            WHERE coalesce(term.since <= anchor.date_end, true) AND coalesce(anchor.date <= term.until, true))
  WITH anchor, party, whole
  WHERE $days <= 100 AND COUNT { (whole)-[:SOURCE_OF]->() } + COUNT { (whole)<-[:TARGETS]-() } > 5000
  MATCH down = (whole)<-[:REPRESENTS*0..3]-(one:Actor)
  WITH anchor.date_end AS first, anchor.date_end + duration({days: $days}) AS last, collect(one) AS ones,
    collect({who: one, terms: relationships(down), name: party.name}) AS paths
  MATCH (e:Event)
  WHERE e.precision = 'day' AND e.date >= first AND e.date <= last AND e.date_end >= first
    OR e.precision = 'month' AND e.date >= first - duration({days: 30}) AND e.date <= last AND e.date_end >= first
    OR e.precision = 'year' AND e.date >= first - duration({days: 365}) AND e.date <= last AND e.date_end >= first
    OR e.precision IN ['decade', 'century', 'interval'] AND e.date <= last AND e.date_end >= first
    OR e.open_since <= last
    OR e.precision = 'interval' AND e.edtf < '0' AND e.date_end >= first
  MATCH (e)-[:SOURCE_OF|TARGETS]-(one:Actor)
  WHERE one IN ones
  UNWIND [path IN paths WHERE path.who = one AND
          all(term IN path.terms
              WHERE coalesce(term.since <= e.date_end, true) AND coalesce(e.date <= term.until, true))] AS path
  RETURN e, path.name AS name, 1 AS weight, [] AS told
UNION ALL
  MATCH (anchor)-[:CONCERNS]->(treaty:Treaty)<-[:CONCERNS]-(e:Event)
  WHERE anchor.date_end IS NOT NULL AND coalesce(e.date_end >= anchor.date_end, e.date IS NOT NULL)
    AND coalesce(e.date <= anchor.date_end + duration({days: $days}), true)
  RETURN e, treaty.name AS name, 2 AS weight, [] AS told
UNION ALL
  // in a chain of at most three relations that texts tell, whatever the dates say
  MATCH chain = (anchor)-[:BEFORE|RESPONDS_TO|FULFILS|DENIES*1..3]-(e:Event)
  WITH e, relationships(chain) AS steps, nodes(chain) AS stations
  WHERE all(i IN range(0, size(steps) - 1)
            WHERE (type(steps[i]) = 'BEFORE' AND startNode(steps[i]) = stations[i])
                  OR (type(steps[i]) <> 'BEFORE' AND endNode(steps[i]) = stations[i]))
  WITH e, [step IN steps | type(step)] AS told ORDER BY size(told), told
  WITH e, collect(told)[0] AS told
  RETURN e, null AS name, 3 AS weight, told
}
WITH DISTINCT anchor, least, e, name, weight, told
WITH anchor, least, e, sum(weight) AS score, collect(name) AS names,
  coalesce([one IN collect(told) WHERE size(one) > 0][0], []) AS told
WHERE e <> anchor AND (size(told) > 0 OR coalesce(e.date_end > anchor.date_end, true) OR coalesce(e.date >= anchor.date, false))
  AND score >= least
WITH anchor, e, names, score, told ORDER BY score DESC, coalesce(e.date_end, date('9999-12-31')), e.id
LIMIT $limit
WITH *, COLLECT { MATCH (a:Actor)-[:SOURCE_OF]->(e) RETURN a ORDER BY a.name, a.id } AS acting,
  COLLECT { MATCH (e)-[:TARGETS]->(a:Actor) RETURN a ORDER BY a.name, a.id } AS acted
RETURN e.id AS id, e.date AS date, e.date_end AS date_end, e.edtf AS edtf,
  duration.inDays(anchor.date_end, e.date_end).days AS days,
  CASE WHEN e.date > anchor.date_end THEN 'after'
       WHEN e.date = anchor.date AND e.date_end = e.date AND anchor.date_end = anchor.date THEN 'same day'
       WHEN size(told) > 0 THEN 'told'
       ELSE 'perhaps' END AS order,
  COLLECT { UNWIND names AS name RETURN name ORDER BY name } AS shared, told,
  e.type AS type, e.status AS status,
  [a IN acting | a.name] AS sources, [a IN acted | a.name] AS targets,
  [a IN acting | a.id] AS source_ids, [a IN acted | a.id] AS target_ids,
  e.summary AS summary
ORDER BY coalesce(date, date_end, date('9999-12-31')), coalesce(date_end, date('9999-12-31')), id
