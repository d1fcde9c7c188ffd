// title: The first and the last of each type between two actors
// answers: >-
//   For each type of event between two actors, how many there are and which was the first and the last; those that
//   happened or go on, of which a date is known. An act is between them when one does it to the other, or when both do it
//   together. Each actor includes those who represented it on the day, unless `alone`.
// parameters:
//   actor: {type: actor, required: true, means: "One side", example: Russia}
//   other: {type: actor, required: true, means: "The other side", example: USA}
//   alone: {type: bool, means: "Only the actors themselves, without those who represent them"}
//   from: {type: date, means: "First day of the period", example: "2021-01-01"}
//   to: {type: date, last_day: true, means: "Last day of the period", example: "2021-12"}
// columns:
//   type: PLOVER event type, or STATEMENT
//   quad: verbal or material, cooperation or conflict; null for a STATEMENT
//   events: how many
//   first: date of the first, as exact as it is known
//   first_event: the first in one line
//   last: date of the last, as exact as it is known
//   last_event: the last in one line
//   first_id: id of the first
//   last_id: id of the last
// table: [type / quad, events, first / first_id, first_event, last / last_id, last_event]
// empty: Nothing is known to have happened between them.
// examples:
//   - {title: "Of two countries", with: {actor: Russia, other: USA}}
//   - {title: "Without their representatives", with: {actor: Russia, other: USA, alone: "true"}}
// vi:
//   title: Lần đầu và lần cuối của mỗi loại giữa hai chủ thể
//   empty: "Không biết có gì xảy ra giữa hai bên."

// from the side with fewer events; ways lead to those who act for the other side
MATCH (one:Actor) WHERE toLower($actor) IN one.search
WITH collect(one) AS ours, sum(COUNT { (one)-[:SOURCE_OF]->() } + COUNT { (one)<-[:TARGETS]-() }) AS our_events
MATCH (two:Actor) WHERE toLower($other) IN two.search
WITH ours, our_events, collect(two) AS theirs,
  sum(COUNT { (two)-[:SOURCE_OF]->() } + COUNT { (two)<-[:TARGETS]-() }) AS their_events
WITH CASE WHEN our_events <= their_events THEN ours ELSE theirs END AS near,
  CASE WHEN our_events <= their_events THEN theirs ELSE ours END AS far
UNWIND far AS other
MATCH way = (other)<-[:REPRESENTS*0..3]-(two:Actor) WHERE length(way) = 0 OR NOT $alone
WITH near, collect(two) AS twos, collect({who: two, terms: relationships(way)}) AS ways
UNWIND near AS actor
MATCH path = (actor)<-[:REPRESENTS*0..3]-(one:Actor) WHERE length(path) = 0 OR NOT $alone
MATCH (one)-[did:SOURCE_OF|TARGETS]-(e)-[done:SOURCE_OF|TARGETS]-(two)
WHERE two IN twos AND two <> one AND (type(done) <> type(did) OR type(did) = 'SOURCE_OF')
// few events are between the sides: collected, lest Neo4j reads the dates of all
WITH ways, collect({e: e, two: two, terms: relationships(path)}) AS shared
UNWIND shared AS meeting
WITH meeting.e AS e, [way IN ways WHERE way.who = meeting.two | meeting.terms + way.terms] AS ways
WHERE e.status IN ['happened', 'ongoing'] AND (e.date IS NOT NULL OR e.date_end IS NOT NULL)
  AND ($from IS NULL OR coalesce(e.date_end >= $from, true)) AND ($to IS NULL OR coalesce(e.date <= $to, true))
  AND any(terms IN ways WHERE all(term IN terms
          WHERE coalesce(term.since <= e.date_end, true) AND coalesce(e.date <= term.until, true)))
WITH DISTINCT e
WITH e ORDER BY coalesce(e.date, e.date_end), coalesce(e.date_end, date('9999-12-31')), e.id
WITH e.type AS type, e.quad AS quad, count(*) AS events, head(collect(e)) AS earliest, last(collect(e)) AS latest
RETURN type, quad, events, earliest.edtf AS first, earliest.summary AS first_event, latest.edtf AS last,
  latest.summary AS last_event, earliest.id AS first_id, latest.id AS last_id
ORDER BY events DESC, type
