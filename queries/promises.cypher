// title: Promises and plans, and whether the act followed
// answers: >-
//   What was promised, agreed or planned, and what became of it: kept or cancelled where a text says so; else perhaps kept,
//   when an act of the same parties fits it within some days; else open. A plan is followed by an act of its own type, a
//   promise by a deed (cooperation, aid, yielding, withdrawal) or by what is done to the same treaty.
//   An actor includes those who represented it on the day.
// parameters:
//   actor: {type: actor, means: "Who promised or planned", example: Russia}
//   other: {type: actor, means: "Towards whom, or together with whom", example: USA}
//   from: {type: date, means: "First day of the period of the promise", example: "2018"}
//   to: {type: date, last_day: true, means: "Last day of that period", example: "2018"}
//   days: {type: int, default: "365", means: "How many days the act may take", example: "90"}
//   outcome: {type: choice, choices: [kept, cancelled, perhaps, open], many: true, means: "Only what became of it so", example: open}
//   limit: {type: int, means: "How many rows at most", example: "50"}
// columns:
//   id: the event's id
//   edtf: the date of the promise, or for which it was planned
//   type: its type
//   status: happened (it was promised or agreed), or planned, cancelled, postponed
//   sources: names of those who promised or planned
//   targets: names of those towards whom
//   summary: the promise in one line
//   outcome: kept, cancelled, perhaps or open
//   act: id of the act that kept, cancelled or fits it
//   act_edtf: its date
//   act_summary: the act in one line
//   evidence: the sentences that say so
// table: [edtf / outcome / act_edtf, sources / targets, summary / act_summary, id / act]
// empty: A wider period finds more; `biennien query timeline --type AGREE` lists agreements.
// examples:
//   - {title: "What Russia promised", with: {actor: Russia}}
//   - {title: "What nothing is known to have followed", with: {outcome: open}}
// vi:
//   title: Lời hứa và kế hoạch, có được thực hiện hay không
//   empty: "Thời kỳ rộng hơn sẽ tìm được nhiều hơn; `biennien query timeline --type AGREE` liệt kê các thỏa thuận."

CALL () {
  WITH coalesce($actor, $other) AS name
  WHERE name IS NOT NULL
  MATCH (actor:Actor) WHERE toLower(name) IN actor.search
  MATCH path = (actor)<-[:REPRESENTS*0..3]-(one:Actor)
  MATCH (one)-[part:SOURCE_OF|TARGETS]-(e:Event)
  WHERE ($actor IS NULL OR type(part) = 'SOURCE_OF')
    AND all(term IN relationships(path)
            WHERE coalesce(term.since <= e.date_end, true) AND coalesce(e.date <= term.until, true))
    AND ($actor IS NULL OR $other IS NULL OR EXISTS {
      MATCH (e)-[:SOURCE_OF|TARGETS]-(two:Actor) WHERE two <> one
      MATCH way = (two)-[:REPRESENTS*0..3]->(other:Actor)
      WHERE toLower($other) IN other.search
        AND all(term IN relationships(way)
                WHERE coalesce(term.since <= e.date_end, true) AND coalesce(e.date <= term.until, true))
    })
  RETURN e
UNION ALL
  WITH 1 AS all WHERE $actor IS NULL AND $other IS NULL
  MATCH (e:Event)
  RETURN e
}
WITH DISTINCT e
WHERE ((e.type = 'AGREE' AND e.status = 'happened') OR e.status IN ['planned', 'cancelled', 'postponed'])
  AND ($from IS NULL OR coalesce(e.date_end >= $from, e.date IS NOT NULL))
  AND ($to IS NULL OR coalesce(e.date <= $to, e.date_end IS NOT NULL))
WITH e, COLLECT {
  MATCH (e)<-[r:FULFILS|CANCELS]-(f:Event)
  RETURN {event: f.id, edtf: f.edtf, summary: f.summary, evidence: r.evidence,
          outcome: CASE type(r) WHEN 'FULFILS' THEN 'kept' ELSE 'cancelled' END}
  ORDER BY type(r) DESC, f.id LIMIT 1
} AS told, COLLECT {
  MATCH (e)<-[:SOURCE_OF]-(one:Actor)-[:SOURCE_OF]->(f:Event)
  WHERE f <> e AND f.status IN ['happened', 'ongoing'] AND e.date IS NOT NULL AND e.date_end IS NOT NULL
    AND f.date_end >= e.date AND f.date <= e.date_end + duration({days: $days})
    AND ((e.status IN ['planned', 'postponed'] AND f.type = e.type
          AND (EXISTS { MATCH (e)-[:TARGETS]->(two:Actor)<-[:TARGETS|SOURCE_OF]-(f) }
               OR EXISTS { MATCH (e)-[:TARGETS]->(two:Actor)-[:SOURCE_OF]->(f) }
               OR NOT EXISTS { MATCH (e)-[:TARGETS]->(:Actor) }))
      OR (e.status = 'happened' AND f.date >= e.date
          AND ((f.type IN ['COOPERATE', 'AID', 'CONCEDE', 'RETREAT']
                AND EXISTS { MATCH (e)-[:TARGETS]->(two:Actor)<-[:TARGETS]-(f) })
            OR EXISTS { MATCH (e)-[:CONCERNS]->(:Treaty)<-[c:CONCERNS]-(f)
                        WHERE c.action IN ['sign', 'ratify', 'join', 'extend', 'implement'] })))
  RETURN {event: f.id, edtf: f.edtf, summary: f.summary, evidence: [], outcome: 'perhaps'}
  ORDER BY f.date, f.id LIMIT 1
} AS fits
WITH e, CASE WHEN size(told) > 0 THEN told[0]
             WHEN e.status = 'cancelled' THEN {event: null, edtf: null, summary: null, evidence: [], outcome: 'cancelled'}
             WHEN size(fits) > 0 THEN fits[0]
             ELSE {event: null, edtf: null, summary: null, evidence: [], outcome: 'open'} END AS became
WHERE $outcome IS NULL OR became.outcome IN $outcome
RETURN e.id AS id, e.edtf AS edtf, e.type AS type, e.status AS status,
  COLLECT { MATCH (a:Actor)-[:SOURCE_OF]->(e) RETURN a.name ORDER BY a.name, a.id } AS sources,
  COLLECT { MATCH (e)-[:TARGETS]->(a:Actor) RETURN a.name ORDER BY a.name, a.id } AS targets,
  e.summary AS summary, became.outcome AS outcome, became.event AS act, became.edtf AS act_edtf,
  became.summary AS act_summary, became.evidence AS evidence
ORDER BY coalesce(e.date, e.date_end, date('9999-12-31')), id
LIMIT coalesce($limit, 1000000000)
