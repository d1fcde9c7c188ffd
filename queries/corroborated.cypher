// title: Events told by several sources
// answers: >-
//   Events that at least so many articles report, or, counted by publisher, articles of so many publishers; the most often
//   told first. Articles that name no publisher count as one, and so do articles of nearly the same text: of those whoever
//   was first. An actor includes those who represented it on the day.
// parameters:
//   least: {type: int, default: "2", means: "How many articles or publishers at least", example: "3"}
//   by: {type: choice, choices: [article, publisher], default: article, means: "What is counted", example: publisher}
//   actor: {type: actor, means: "Who acted or was acted upon", example: Russia}
//   from: {type: date, means: "First day of the period", example: "2021-01-01"}
//   to: {type: date, last_day: true, means: "Last day of the period", example: "2021-12"}
//   limit: {type: int, means: "How many events at most", example: "20"}
// columns:
//   id: the event's id
//   date: first possible day, null when unknown
//   date_end: last possible day, null when unknown or open
//   edtf: the date as exact as it is known
//   articles: how many articles report it, those of nearly the same text counted once
//   copies: how many more only repeat one of these
//   publishers: who published them; of nearly the same text who was first
//   type: PLOVER event type, or STATEMENT
//   status: happened, ongoing, planned, called_for, cancelled, postponed, denied or hypothetical
//   sources: names of those who act
//   targets: names of those acted upon or addressed
//   source_ids: ids of the sources, in the same order
//   target_ids: ids of the targets, in the same order
//   summary: the act in one line
//   confidence: from 0 to 1; lower where the articles differ
// table: [edtf, articles / copies / publishers, type / status, sources / targets, summary, id]
// empty: No event is told so often; `--least 1` lists all.
// examples:
//   - {title: "Told by two articles or more", with: {}}
//   - {title: "Told by one publisher or more, of one country", with: {least: "1", by: publisher, actor: Russia}}
// vi:
//   title: Sự kiện được nhiều nguồn kể
//   empty: "Không sự kiện nào được kể nhiều như vậy; `--least 1` liệt kê tất cả."

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
  AND COUNT { (e)<-[:REPORTS]-() } >= $least
WITH e, COUNT { MATCH (e)<-[:REPORTS]-(a:Article) RETURN DISTINCT a } AS all_articles,
  COUNT { MATCH (e)<-[:REPORTS]-(a:Article) RETURN DISTINCT coalesce(a.original, a.id) } AS articles,
  COLLECT { MATCH (e)<-[:REPORTS]-(a:Article)
            WITH coalesce(a.original, a.id) AS text, coalesce(a.source, 'unknown') AS name
            ORDER BY a.original IS NOT NULL, a.published, a.id
            WITH text, head(collect(name)) AS name
            WITH DISTINCT name
            RETURN name ORDER BY name } AS publishers
WHERE CASE $by WHEN 'article' THEN articles ELSE size(publishers) END >= $least
WITH e, articles, all_articles - articles AS copies, publishers, coalesce(e.date, e.date_end) AS first, coalesce(e.date_end, date('9999-12-31')) AS last
ORDER BY CASE $by WHEN 'article' THEN articles ELSE size(publishers) END DESC, first IS NULL, first, last, e.id
LIMIT coalesce($limit, 1000000000)
WITH *, COLLECT { MATCH (a:Actor)-[:SOURCE_OF]->(e) RETURN a ORDER BY a.name, a.id } AS acting,
  COLLECT { MATCH (e)-[:TARGETS]->(a:Actor) RETURN a ORDER BY a.name, a.id } AS acted
RETURN e.id AS id, e.date AS date, e.date_end AS date_end, e.edtf AS edtf, articles, copies, publishers, e.type AS type,
  e.status AS status, [a IN acting | a.name] AS sources, [a IN acted | a.name] AS targets,
  [a IN acting | a.id] AS source_ids, [a IN acted | a.id] AS target_ids, e.summary AS summary,
  e.confidence AS confidence
ORDER BY CASE $by WHEN 'article' THEN articles ELSE size(publishers) END DESC, first IS NULL, first, last, id
