// title: Action and response between two actors
// answers: >-
//   What one actor did and how the other one answered: first of all where a text says that it is an answer, and, unless
//   `told`, also the first act against or towards the one by the other within some days, when no text says what answers it
//   (on the same day: one that an article tells behind the action). Each actor includes those who represented it on the
//   day. Statements answer only when a text says so.
// parameters:
//   actor: {type: actor, required: true, means: "One of the two", example: Russia}
//   other: {type: actor, required: true, means: "The other one", example: USA}
//   from: {type: date, means: "First day of the period in which the action may lie", example: "2018"}
//   to: {type: date, last_day: true, means: "Last day of that period", example: "2018"}
//   days: {type: int, default: "14", means: "How many days an answer that no text calls one may take", example: "7"}
//   told: {type: bool, means: "Only answers that a text calls so"}
//   limit: {type: int, means: "How many rows at most", example: "50"}
// columns:
//   basis: told (a text says that it is an answer) or near (it followed within the days)
//   id: the action's id
//   edtf: its date as exact as it is known
//   type: its type
//   sources: names of those who act
//   summary: the action in one line
//   response: the response's id
//   response_edtf: its date as exact as it is known
//   response_type: its type
//   response_sources: names of those who answer
//   response_summary: the response in one line
//   days: days from the first possible day of the action to that of the response, null when one is unknown
//   evidence: the sentences that call it an answer
// table: [edtf / response_edtf, type / response_type, sources / response_sources, summary / response_summary, basis, id / response]
// empty: More --days find slower answers; `biennien query timeline --actor A --other B` shows all that passed between the two.
// examples:
//   - {title: "Russia and NATO", with: {actor: Russia, other: NATO}}
//   - {title: "Only what a text calls an answer", with: {actor: Russia, other: NATO, told: "true"}}
// vi:
//   title: Hành động và đáp trả giữa hai chủ thể
//   empty: "Tăng --days để tìm lời đáp chậm hơn; `biennien query timeline --actor A --other B` hiện tất cả những gì diễn ra giữa hai bên."

CALL () {
  // each of the two begins, in turn
  UNWIND [[$actor, $other], [$other, $actor]] AS pair
  MATCH (actor:Actor) WHERE toLower(pair[0]) IN actor.search
  MATCH path = (actor)<-[:REPRESENTS*0..3]-(one:Actor)
  MATCH (one)-[:SOURCE_OF]->(e:Event)
  WHERE ($from IS NULL OR coalesce(e.date_end >= $from, e.date IS NOT NULL))
    AND ($to IS NULL OR coalesce(e.date <= $to, e.date_end IS NOT NULL))
    AND all(term IN relationships(path)
            WHERE coalesce(term.since <= e.date_end, true) AND coalesce(e.date <= term.until, true))
  WITH DISTINCT e, pair[1] AS answering
  MATCH (e)<-[r:RESPONDS_TO]-(f:Event)
  WHERE EXISTS {
    MATCH (f)<-[:SOURCE_OF]-(two:Actor)
    MATCH way = (two)-[:REPRESENTS*0..3]->(other:Actor)
    WHERE toLower(answering) IN other.search
      AND all(term IN relationships(way)
              WHERE coalesce(term.since <= f.date_end, true) AND coalesce(f.date <= term.until, true))
  }
  RETURN e, f, 'told' AS basis, r.evidence AS evidence
UNION ALL
  UNWIND CASE WHEN $told THEN [] ELSE [[$actor, $other], [$other, $actor]] END AS pair
  MATCH (actor:Actor) WHERE toLower(pair[0]) IN actor.search
  MATCH path = (actor)<-[:REPRESENTS*0..3]-(one:Actor)
  MATCH (one)-[:SOURCE_OF]->(e:Event)
  WHERE e.type <> 'STATEMENT' AND e.status IN ['happened', 'ongoing'] AND e.date_end <= e.date + duration({days: $days})
    AND ($from IS NULL OR e.date_end >= $from) AND ($to IS NULL OR e.date <= $to)
    AND all(term IN relationships(path)
            WHERE coalesce(term.since <= e.date_end, true) AND coalesce(e.date <= term.until, true))
    AND EXISTS {
      MATCH (e)-[:TARGETS]->(two:Actor)
      MATCH way = (two)-[:REPRESENTS*0..3]->(other:Actor)
      WHERE toLower(pair[1]) IN other.search
        AND all(term IN relationships(way)
                WHERE coalesce(term.since <= e.date_end, true) AND coalesce(e.date <= term.until, true))
    }
    AND NOT EXISTS { MATCH (e)<-[:RESPONDS_TO]-(:Event) }
  WITH DISTINCT e, pair
  CALL (e, pair) {
    MATCH (answerer:Actor) WHERE toLower(pair[1]) IN answerer.search
    MATCH path = (answerer)<-[:REPRESENTS*0..3]-(two:Actor)
    MATCH (two)-[:SOURCE_OF]->(f:Event)
    WHERE f <> e AND f.type <> 'STATEMENT' AND f.status IN ['happened', 'ongoing']
      AND f.date >= e.date_end AND f.date_end <= e.date_end + duration({days: $days})
      AND (f.date > e.date_end OR EXISTS {
        MATCH (e)<-[first:REPORTS]-(:Article)-[then:REPORTS]->(f) WHERE then.start > first.start
      })
      AND NOT EXISTS { MATCH (f)-[:RESPONDS_TO]->(:Event) }
      AND all(term IN relationships(path)
              WHERE coalesce(term.since <= f.date_end, true) AND coalesce(f.date <= term.until, true))
      AND EXISTS {
        MATCH (f)-[:TARGETS]->(one:Actor)
        MATCH way = (one)-[:REPRESENTS*0..3]->(first:Actor)
        WHERE toLower(pair[0]) IN first.search
          AND all(term IN relationships(way)
                  WHERE coalesce(term.since <= f.date_end, true) AND coalesce(f.date <= term.until, true))
      }
    RETURN f ORDER BY f.date, f.date_end, f.id LIMIT 1
  }
  RETURN e, f, 'near' AS basis, [] AS evidence
}
WITH DISTINCT e, f, basis, evidence
RETURN basis, e.id AS id, e.edtf AS edtf, e.type AS type,
  COLLECT { MATCH (a:Actor)-[:SOURCE_OF]->(e) RETURN a.name ORDER BY a.name, a.id } AS sources, e.summary AS summary,
  f.id AS response, f.edtf AS response_edtf, f.type AS response_type,
  COLLECT { MATCH (a:Actor)-[:SOURCE_OF]->(f) RETURN a.name ORDER BY a.name, a.id } AS response_sources,
  f.summary AS response_summary, duration.inDays(e.date, f.date).days AS days, evidence
ORDER BY coalesce(e.date, e.date_end, date('9999-12-31')), id, coalesce(f.date, date('9999-12-31')), response
LIMIT coalesce($limit, 1000000000)
