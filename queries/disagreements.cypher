// title: Where articles disagree
// answers: >-
//   Events that articles tell differently: with dates that exclude each other, another type, or another status; what each
//   version is and which articles have it. A date that is only less exact, or a report without one, is no disagreement.
//   An actor includes those who represented it on the day.
// parameters:
//   about:
//     type: choice
//     choices: [date, type, status]
//     many: true
//     means: Only disagreements about these
//     example: date
//   actor: {type: actor, means: "Who acted or was acted upon", example: Russia}
//   from: {type: date, means: "First day of the period", example: "2021-01-01"}
//   to: {type: date, last_day: true, means: "Last day of the period", example: "2021-12"}
//   limit: {type: int, means: "How many events at most, the earliest ones", example: "20"}
// columns:
//   id: the event's id
//   date: first possible day that most articles allow
//   date_end: last possible day that most articles allow
//   edtf: that date
//   about: "what they disagree about: date, type, status"
//   versions: "each version that articles tell: date, type and status, and how many articles have it"
//   articles: "ids of the articles, in the order of the versions"
//   type: PLOVER event type, or STATEMENT, that most articles give
//   status: the status that most articles give
//   sources: names of those who act
//   targets: names of those acted upon or addressed
//   source_ids: ids of the sources, in the same order
//   target_ids: ids of the targets, in the same order
//   summary: the act in one line
// table: [edtf / about, versions, sources / targets, summary, id]
// empty: No articles disagree; `biennien query corroborated` lists events that several tell.
// examples:
//   - {title: "About anything", with: {}}
//   - {title: "About the date", with: {about: date}}
// vi:
//   title: Chỗ các bài viết không thống nhất
//   empty: "Không bài viết nào bất đồng; `biennien query corroborated` liệt kê sự kiện được nhiều bài kể."

CALL () {
  WITH $actor AS name
  WHERE name IS NOT NULL
  MATCH (actor:Actor) WHERE toLower(name) IN actor.search
    AND (coalesce(duration.inDays($from, $to).days > 366, true) OR COUNT { (actor)-[:SOURCE_OF]->() } + COUNT { (actor)<-[:TARGETS]-() } <= 10000)
  MATCH path = (actor)<-[:REPRESENTS*0..3]-(one:Actor)
  MATCH (one)-[:SOURCE_OF|TARGETS]-(e:Event)
  WHERE all(term IN relationships(path)
            WHERE coalesce(term.since <= e.date_end, true) AND coalesce(e.date <= term.until, true))
  RETURN e
UNION ALL
  // a busy actor in a short period: from the period
  WITH $actor AS name, $from AS first, $to AS last
  WHERE name IS NOT NULL AND duration.inDays(first, last).days <= 366
  MATCH (actor:Actor) WHERE toLower(name) IN actor.search
    AND COUNT { (actor)-[:SOURCE_OF]->() } + COUNT { (actor)<-[:TARGETS]-() } > 10000
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
  RETURN e
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
  RETURN e
UNION ALL
  WITH 1 AS all
  WHERE $actor IS NULL AND $from IS NULL AND $to IS NULL
  MATCH (e:Event)
  RETURN e
}
WITH DISTINCT e
WHERE ($from IS NULL OR coalesce(e.date_end >= $from, e.date IS NOT NULL))
  AND ($to IS NULL OR coalesce(e.date <= $to, e.date_end IS NOT NULL))
  AND COUNT { (e)<-[:REPORTS]-() } > 1
WITH e, COLLECT {
  MATCH (a:Article)-[r:REPORTS]->(e)
  RETURN {article: a.id, edtf: r.edtf, type: r.type, status: r.status, first: coalesce(r.date, date('0001-01-01')),
          last: coalesce(r.date_end, date('9999-12-31'))}
  ORDER BY a.published_edtf, a.id, r.start
} AS reports
WITH e, reports, [one IN [
    CASE WHEN any(one IN reports WHERE any(two IN reports WHERE one.last < two.first)) THEN 'date' END,
    CASE WHEN any(one IN reports WHERE one.type <> reports[0].type) THEN 'type' END,
    CASE WHEN any(one IN reports WHERE one.status <> reports[0].status) THEN 'status' END
  ] WHERE one IS NOT NULL] AS about
WHERE size(about) > 0 AND ($about IS NULL OR any(one IN about WHERE one IN $about))
WITH e, about, reports, coalesce(e.date, e.date_end) AS first, coalesce(e.date_end, date('9999-12-31')) AS last
ORDER BY first IS NULL, first, last, e.id
LIMIT coalesce($limit, 1000000000)
WITH *, COLLECT {
  UNWIND reports AS report
  WITH coalesce(report.edtf, 'undated') + ' ' + report.type + ' ' + report.status AS version,
    collect(report.article) AS articles
  RETURN {version: version, articles: articles} ORDER BY size(articles) DESC, version
} AS versions
WITH *, COLLECT { MATCH (a:Actor)-[:SOURCE_OF]->(e) RETURN a ORDER BY a.name, a.id } AS acting,
  COLLECT { MATCH (e)-[:TARGETS]->(a:Actor) RETURN a ORDER BY a.name, a.id } AS acted
RETURN e.id AS id, e.date AS date, e.date_end AS date_end, e.edtf AS edtf, about,
  [one IN versions | one.version + ' (' + toString(size(one.articles)) + ')'] AS versions,
  [one IN versions | one.articles] AS articles, e.type AS type, e.status AS status,
  [a IN acting | a.name] AS sources, [a IN acted | a.name] AS targets,
  [a IN acting | a.id] AS source_ids, [a IN acted | a.id] AS target_ids, e.summary AS summary
ORDER BY first IS NULL, first, last, id
