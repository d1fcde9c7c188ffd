// title: Plans and calls that are still open
// answers: >-
//   Events that most articles call planned or called for, that were told by a day (today, unless another is given) and
//   were due by then, and that are not known to have happened or to be off: no article calls them so by that day or tells
//   of an act that keeps or cancels them, and no event of the same type with a source and a target of it is known to have
//   happened within its dates. One without a date is due at once. An actor includes those who represented it on the day.
// parameters:
//   on: {type: date, last_day: true, means: "The day, today by default", example: "2022-02-01"}
//   actor: {type: actor, means: "Who plans, is to act or is called upon", example: Russia}
//   status:
//     type: choice
//     choices: [planned, called_for]
//     many: true
//     means: Only plans, or only calls
//     example: planned
//   since: {type: date, means: "Due on this day or later, which leaves out undated ones", example: "2021"}
//   limit: {type: int, means: "How many events at most, the longest due ones", example: "20"}
// columns:
//   id: the event's id
//   date: first possible day, null when unknown
//   date_end: last possible day, null when unknown
//   edtf: the date as exact as it is known
//   overdue: days from its last possible day to the day asked for; null when undated
//   type: PLOVER event type, or STATEMENT
//   status: planned or called_for
//   told: when the first article told of it
//   sources: names of those who are to act
//   targets: names of those to be acted upon
//   source_ids: ids of the sources, in the same order
//   target_ids: ids of the targets, in the same order
//   summary: the act in one line
// table: [edtf / overdue, type / status, sources / targets, summary, told / id]
// empty: No plan or call was open on that day.
// examples:
//   - {title: "Of all", with: {}}
//   - {title: "Of one country", with: {actor: Russia, status: planned}}
// vi:
//   title: Kế hoạch và lời kêu gọi còn để ngỏ
//   empty: "Không có kế hoạch hay lời kêu gọi nào còn để ngỏ vào ngày đó."

CALL () {
  WITH $actor AS name
  WHERE name IS NOT NULL
  MATCH (actor:Actor) WHERE toLower(name) IN actor.search
  WITH collect(actor) AS actors  // lest Neo4j takes them for many and looks through all events
  UNWIND actors AS actor
  MATCH path = (actor)<-[:REPRESENTS*0..3]-(one:Actor)
  MATCH (one)-[:SOURCE_OF|TARGETS]-(e:Event)
  WHERE e.status IN ['planned', 'called_for']
    AND all(term IN relationships(path)
            WHERE coalesce(term.since <= e.date_end, true) AND coalesce(e.date <= term.until, true))
  RETURN e
UNION ALL
  WITH $since AS first
  WHERE $actor IS NULL AND first IS NOT NULL
  MATCH (e:Event) WHERE e.date_end >= first AND e.date_end <= coalesce($on, date())
    AND e.status IN ['planned', 'called_for']
  RETURN e
UNION ALL
  WITH ['planned', 'called_for'] AS wanted
  WHERE $actor IS NULL AND $since IS NULL
  MATCH (e:Event) WHERE e.status IN wanted
  RETURN e
}
WITH DISTINCT e, coalesce($on, date()) AS today
WHERE ($status IS NULL OR e.status IN $status) AND coalesce(e.date_end <= today, e.date IS NULL)
  AND ($since IS NULL OR e.date_end >= $since)
WITH e, today, COLLECT {
  MATCH (a:Article)-[r:REPORTS]->(e) WHERE coalesce(a.published <= today, true)
  RETURN {article: a.id, published: a.published_edtf, status: r.status} ORDER BY a.published_edtf, a.id
} AS reports
WHERE size(reports) > 0
  AND NOT any(report IN reports WHERE report.status IN ['happened', 'ongoing', 'denied', 'cancelled'])
WITH DISTINCT e, today, reports
WHERE NOT EXISTS {
    MATCH (e)<-[told:FULFILS|CANCELS]-(act:Event)
    WHERE act.status IN ['happened', 'ongoing'] AND any(report IN reports WHERE report.article IN told.articles)
  }
  AND NOT EXISTS {
    MATCH (e)<-[:SOURCE_OF]-(one:Actor) WHERE COUNT { (one)-[:SOURCE_OF]->() } <= 2000
    // the edge has the date of the act, so that few acts are looked at
    MATCH (one)-[did:SOURCE_OF]->(done) WHERE did.date >= e.date AND did.date <= e.date_end
    WITH DISTINCT done
    WHERE done.status IN ['happened', 'ongoing'] AND coalesce(done.type = e.type AND done.date_end <= e.date_end, false)
      AND (NOT EXISTS { (e)-[:TARGETS]->(:Actor) } OR EXISTS { (e)-[:TARGETS]->(:Actor)<-[:TARGETS]-(done) })
      AND EXISTS { MATCH (a:Article)-[:REPORTS]->(done) WHERE coalesce(a.published <= today, true) }
    RETURN done
  }
  AND NOT EXISTS {
    // of one with many acts, from the dates
    MATCH (e)<-[:SOURCE_OF]-(one:Actor) WHERE COUNT { (one)-[:SOURCE_OF]->() } > 2000
    MATCH (done:Event)
    WHERE done.type = e.type AND done.date >= e.date AND done.date <= e.date_end AND done.date_end <= e.date_end
      AND done.status IN ['happened', 'ongoing'] AND EXISTS { (one)-[:SOURCE_OF]->(done) }
    WITH DISTINCT done
    WHERE (NOT EXISTS { (e)-[:TARGETS]->(:Actor) } OR EXISTS { (e)-[:TARGETS]->(:Actor)<-[:TARGETS]-(done) })
      AND EXISTS { MATCH (a:Article)-[:REPORTS]->(done) WHERE coalesce(a.published <= today, true) }
    RETURN done
  }
WITH e, today, reports ORDER BY e.date_end IS NULL, e.date_end, e.date, e.id
LIMIT coalesce($limit, 1000000000)
WITH *, COLLECT { MATCH (a:Actor)-[:SOURCE_OF]->(e) RETURN a ORDER BY a.name, a.id } AS acting,
  COLLECT { MATCH (e)-[:TARGETS]->(a:Actor) RETURN a ORDER BY a.name, a.id } AS acted
RETURN e.id AS id, e.date AS date, e.date_end AS date_end, e.edtf AS edtf,
  duration.inDays(e.date_end, today).days AS overdue, e.type AS type, e.status AS status, reports[0].published AS told,
  [a IN acting | a.name] AS sources, [a IN acted | a.name] AS targets,
  [a IN acting | a.id] AS source_ids, [a IN acted | a.id] AS target_ids, e.summary AS summary
ORDER BY date_end IS NULL, date_end, date, id
