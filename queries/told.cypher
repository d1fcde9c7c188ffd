// title: What the texts say of how events stand to each other
// answers: >-
//   Which event came before which, which one answers, keeps, cancels or denies another one, in the words of the articles
//   that say so, and whether the dates of the two agree with it. An actor includes those who represented it on the day.
// parameters:
//   event: {type: event, many: true, means: "Only relations of these events, at either end"}
//   actor: {type: actor, means: "Who acted or was acted upon in one of the two events", example: Russia}
//   kind: {type: choice, choices: [BEFORE, RESPONDS_TO, FULFILS, CANCELS, DENIES], many: true, means: "Kinds of relations", example: RESPONDS_TO}
//   dates: {type: choice, choices: [agree, open, contradict], means: "Only those with which the dates agree, contradict, or neither"}
//   limit: {type: int, means: "How many rows at most", example: "100"}
// columns:
//   kind: BEFORE, RESPONDS_TO, FULFILS, CANCELS or DENIES; read it from the event to the other one
//   id: the event's id
//   edtf: its date as exact as it is known
//   type: its type
//   summary: the act in one line
//   other: the other event's id
//   other_edtf: its date as exact as it is known
//   other_type: its type
//   other_summary: the other act in one line
//   dates: agree, contradict, or open (they leave it open, or the relation says nothing of time)
//   evidence: the sentences that say so
//   articles: ids of the articles they stand in, in the same order
// table: [edtf / kind / other_edtf, summary / other_summary, dates, id / other]
// empty: Texts say so seldom; `biennien query led-to` and `followed` go by dates and parties too.
// examples:
//   - {title: "Everything that is told", with: {}}
//   - {title: "What answers what", with: {kind: RESPONDS_TO}}
//   - {title: "Relations that dates contradict", with: {dates: contradict}}
// vi:
//   title: Các bài viết nói gì về quan hệ giữa các sự kiện
//   empty: "Bài viết hiếm khi nói rõ; `biennien query led-to` và `followed` dựa cả vào ngày và các bên."
//   columns: {other: sự kiện kia}

CALL () {
  WITH $event AS ids WHERE ids IS NOT NULL
  UNWIND ids AS id
  MATCH (near:Event {id: id})-[r:BEFORE|RESPONDS_TO|FULFILS|CANCELS|DENIES]-(:Event)
  RETURN r
UNION ALL
  WITH $actor AS name WHERE name IS NOT NULL AND $event IS NULL
  MATCH (actor:Actor) WHERE toLower(name) IN actor.search
  MATCH path = (actor)<-[:REPRESENTS*0..3]-(one:Actor)
  MATCH (one)-[:SOURCE_OF|TARGETS]-(near:Event)
  WHERE all(term IN relationships(path)
            WHERE coalesce(term.since <= near.date_end, true) AND coalesce(near.date <= term.until, true))
  MATCH (near)-[r:BEFORE|RESPONDS_TO|FULFILS|CANCELS|DENIES]-(:Event)
  RETURN r
UNION ALL
  WITH 1 AS all WHERE $event IS NULL AND $actor IS NULL
  MATCH (:Event)-[r:BEFORE|RESPONDS_TO|FULFILS|CANCELS|DENIES]->(:Event)
  RETURN r
}
WITH DISTINCT r
WITH r, startNode(r) AS e, endNode(r) AS f, type(r) AS kind
WHERE ($kind IS NULL OR kind IN $kind)
WITH r, e, f, kind, CASE kind WHEN 'BEFORE' THEN e ELSE f END AS earlier, CASE kind WHEN 'BEFORE' THEN f ELSE e END AS later
WITH r, e, f, kind,
  CASE WHEN kind = 'CANCELS' THEN 'open'
       WHEN kind <> 'BEFORE' AND f.status IN ['planned', 'called_for', 'cancelled', 'postponed', 'hypothetical'] THEN 'open'
       WHEN earlier.date > later.date_end THEN 'contradict'
       WHEN earlier.date_end <= later.date THEN 'agree'
       ELSE 'open' END AS dates
WHERE $dates IS NULL OR dates = $dates
RETURN kind, e.id AS id, e.edtf AS edtf, e.type AS type, e.summary AS summary,
  f.id AS other, f.edtf AS other_edtf, f.type AS other_type, f.summary AS other_summary,
  dates, r.evidence AS evidence, r.articles AS articles
ORDER BY coalesce(e.date, e.date_end, date('9999-12-31')), id, kind, other
LIMIT coalesce($limit, 1000000000)
