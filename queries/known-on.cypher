// title: What was known on a day
// answers: >-
//   The events that articles published up to a day tell of, in time order, with type, status and date as those articles
//   have them: what most of them say, and of equals what the latest says. An article of which only the month or year of
//   publication is known counts from its last day; one without a publication date does not count. An actor includes those
//   who represented it on the event's date, unless `alone`.
// parameters:
//   on: {type: date, last_day: true, required: true, means: "Up to this day", example: "2021-12-14"}
//   since: {type: date, means: "Only what articles told for the first time on this day or later", example: "2021-12-01"}
//   actor: {type: actor, means: "Who acted or was acted upon", example: Russia}
//   alone: {type: bool, means: "Only the actor itself, without those who represent it"}
//   treaty: {type: treaty, means: "What the event concerns", example: New START}
//   status: {type: status, many: true, means: "Its status as known then", example: planned}
//   limit: {type: int, means: "How many events at most, the earliest ones", example: "50"}
// columns:
//   id: the event's id
//   date: first possible day as known then, null when unknown
//   date_end: last possible day as known then, null when unknown or open
//   edtf: the date as known then
//   type: PLOVER event type, or STATEMENT, as known then
//   status: happened, ongoing, planned, called_for, cancelled, postponed, denied or hypothetical, as known then
//   known_since: when the first article told it
//   articles: how many articles had told it by then
//   later: which of date, type and status are told otherwise today
//   sources: names of those who act
//   targets: names of those acted upon or addressed
//   source_ids: ids of the sources, in the same order
//   target_ids: ids of the targets, in the same order
//   summary: the act in one line
//   quote: the words of the first article that told it
// table: [edtf / known_since, type / status, sources / targets, summary, later / id]
// empty: "Nothing was told by then; `biennien query articles` lists what was published when."
// examples:
//   - {title: "Of one country, at the end of a year", with: {on: "2021-12-31", actor: Russia}}
//   - {title: "What became known in a year", with: {on: "2021-12-31", since: "2021-01-01"}}
//   - {title: "What was planned then", with: {on: "2021-12-31", status: planned}}
// vi:
//   title: Những gì đã biết vào một ngày
//   empty: "Đến lúc đó chưa có gì được kể; `biennien query articles` liệt kê bài nào đăng khi nào."

CALL () {
  WITH $actor AS name
  WHERE name IS NOT NULL
  MATCH (actor:Actor) WHERE toLower(name) IN actor.search
  MATCH path = (actor)<-[:REPRESENTS*0..3]-(one:Actor) WHERE length(path) = 0 OR NOT $alone
  MATCH (one)-[:SOURCE_OF|TARGETS]-(e:Event)
  WHERE all(term IN relationships(path)
            WHERE coalesce(term.since <= e.date_end, true) AND coalesce(e.date <= term.until, true))
  RETURN e
UNION ALL
  WITH $treaty AS name
  WHERE name IS NOT NULL AND $actor IS NULL
  MATCH (treaty:Treaty) WHERE toLower(name) IN treaty.search
  MATCH (e:Event)-[:CONCERNS]->(treaty)
  RETURN e
UNION ALL
  WITH coalesce($since, date('0001-01-01')) AS first, $on AS last
  WHERE $actor IS NULL AND $treaty IS NULL
  MATCH (a:Article) WHERE a.published >= first AND a.published <= last
  MATCH (a)-[:REPORTS]->(e:Event)
  RETURN e
}
WITH DISTINCT e
WHERE $treaty IS NULL OR EXISTS { MATCH (e)-[:CONCERNS]->(t:Treaty) WHERE toLower($treaty) IN t.search }
WITH e, COLLECT {
  MATCH (a:Article)-[r:REPORTS]->(e)
  WHERE a.published + CASE size(a.published_edtf) WHEN 4 THEN duration({years: 1, days: -1})
                                                 WHEN 7 THEN duration({months: 1, days: -1})
                                                 ELSE duration({days: 0}) END <= $on
  RETURN {article: a.id, published: a.published_edtf, day: a.published, start: r.start, quote: r.quote, type: r.type,
          status: r.status, edtf: r.edtf, date: r.date, date_end: r.date_end}
  ORDER BY a.published, a.id, r.start
} AS reports
WHERE size(reports) > 0 AND ($since IS NULL OR reports[0].day >= $since)
WITH e, reports,
  head(COLLECT { UNWIND range(0, size(reports) - 1) AS place
                 WITH reports[place].type AS value, count(*) AS times, max(place) AS latest
                 RETURN value ORDER BY times DESC, latest DESC LIMIT 1 }) AS type,
  head(COLLECT { UNWIND range(0, size(reports) - 1) AS place
                 WITH reports[place].status AS value, count(*) AS times, max(place) AS latest
                 RETURN value ORDER BY times DESC, latest DESC LIMIT 1 }) AS status,
  head(COLLECT { UNWIND range(0, size(reports) - 1) AS place
                 WITH reports[place] AS report, place WHERE report.edtf IS NOT NULL
                 WITH report.edtf AS value, count(*) AS times, max(place) AS latest
                 RETURN latest ORDER BY times DESC, size(value) DESC, latest DESC LIMIT 1 }) AS dated
WHERE $status IS NULL OR status IN $status
WITH e, reports, type, status, reports[dated].date AS date, reports[dated].date_end AS date_end,
  reports[dated].edtf AS edtf
ORDER BY date IS NULL AND date_end IS NULL, coalesce(date, date_end), coalesce(date_end, date('9999-12-31')),
  reports[0].published, reports[0].start, e.id
LIMIT coalesce($limit, 1000000000)
WITH *, COLLECT { MATCH (a:Actor)-[:SOURCE_OF]->(e) RETURN a ORDER BY a.name, a.id } AS acting,
  COLLECT { MATCH (e)-[:TARGETS]->(a:Actor) RETURN a ORDER BY a.name, a.id } AS acted
RETURN e.id AS id, date, date_end, edtf, type, status, reports[0].published AS known_since, size(reports) AS articles,
  [one IN [CASE WHEN coalesce(edtf, '') <> coalesce(e.edtf, '') THEN 'date' END, CASE WHEN type <> e.type THEN 'type' END,
           CASE WHEN status <> e.status THEN 'status' END] WHERE one IS NOT NULL] AS later,
  [a IN acting | a.name] AS sources, [a IN acted | a.name] AS targets,
  [a IN acting | a.id] AS source_ids, [a IN acted | a.id] AS target_ids,
  e.summary AS summary, reports[0].quote AS quote
ORDER BY date IS NULL AND date_end IS NULL, coalesce(date, date_end), coalesce(date_end, date('9999-12-31')),
  known_since, reports[0].start, id
