// title: What an actor said
// answers: >-
//   The statements, demands, accusations, refusals, threats, promises and praise of an actor, with the words of the
//   article, in time order; also what others did by its word. An actor includes those who represented it on the day,
//   unless `alone`.
// parameters:
//   actor: {type: actor, required: true, means: "Who speaks", example: Putin}
//   alone: {type: bool, means: "Only the actor itself, without those who represent it"}
//   target: {type: actor, means: "To or about whom, those who represent it included", example: USA}
//   treaty: {type: treaty, means: "About which treaty", example: New START}
//   from: {type: date, means: "First day of the period", example: "2021-01-01"}
//   to: {type: date, last_day: true, means: "Last day of the period", example: "2021-12"}
//   limit: {type: int, means: "How many rows at most, the earliest ones", example: "50"}
// columns:
//   id: the event's id
//   date: first possible day, null when unknown
//   date_end: last possible day, null when unknown or open
//   edtf: the date as exact as it is known
//   speakers: names of those who spoke
//   manner: "speaks (the speaker is the source) or reports (it tells of an act of the sources)"
//   type: PLOVER event type, or STATEMENT
//   status: happened, ongoing, planned, called_for, cancelled, postponed, denied or hypothetical
//   sources: names of those who act
//   targets: names of those addressed or spoken of
//   source_ids: ids of the sources, in the same order
//   target_ids: ids of the targets, in the same order
//   treaties: names of the treaties spoken of
//   summary: the act in one line
//   quote: the article's words, from the first article that reports it
//   article: that article's id
//   url: that article's address
//   reports: how many articles report it
// table: [edtf, type / manner, speakers / targets, quote, id]
// empty: A longer period or no --target finds more; `biennien query timeline` shows acts other than words as well.
// examples:
//   - {title: "What a country and those who represented it said", with: {actor: Russia}}
//   - {title: "To or about another country",
//      with: {actor: Russia, target: USA}}
// vi:
//   title: Một chủ thể đã nói gì
//   empty: "Thời kỳ dài hơn hoặc bỏ --target sẽ tìm được nhiều hơn; `biennien query timeline` hiện cả những hành động không phải lời nói."

MATCH (actor:Actor) WHERE toLower($actor) IN actor.search
MATCH path = (actor)<-[:REPRESENTS*0..3]-(speaker:Actor) WHERE length(path) = 0 OR NOT $alone
WITH collect({speaker: speaker, terms: relationships(path)}) AS paths, sum(COUNT { (speaker)-[:SOURCE_OF]->() }) AS known
WITH paths, known > 10000 AND coalesce(duration.inDays($from, $to).days <= 366, false) AS from_period
CALL (paths, from_period) {
  UNWIND paths AS path
  WITH path, path.speaker AS speaker, from_period
  WHERE NOT from_period
  MATCH (speaker)-[:SOURCE_OF]->(e:Event)
  WHERE e.type IN ['STATEMENT', 'REQUEST', 'ACCUSE', 'REJECT', 'THREATEN', 'SUPPORT', 'AGREE', 'CONCEDE']
    AND ($from IS NULL OR coalesce(e.date_end >= $from, e.date IS NOT NULL))
    AND ($to IS NULL OR coalesce(e.date <= $to, e.date_end IS NOT NULL))
    AND NOT EXISTS { MATCH (e)-[c:CONCERNS]->(:Treaty) WHERE c.action IN ['sign', 'ratify'] }
  RETURN e, path, 'speaks' AS manner
UNION ALL
  // one who speaks often, in a short period: from the period
  WITH paths, [path IN paths | path.speaker] AS speakers, $from AS first, $to AS last, from_period
  WHERE from_period
  MATCH (e:Event)
  WHERE e.precision = 'day' AND e.date >= first AND e.date <= last AND e.date_end >= first
    OR e.precision = 'month' AND e.date >= first - duration({days: 30}) AND e.date <= last AND e.date_end >= first
    OR e.precision = 'year' AND e.date >= first - duration({days: 365}) AND e.date <= last AND e.date_end >= first
    OR e.precision IN ['decade', 'century', 'interval'] AND e.date <= last AND e.date_end >= first
    OR e.open_since <= last
    OR e.precision = 'interval' AND e.edtf < '0' AND e.date_end >= first
  MATCH (e)<-[:SOURCE_OF]-(one:Actor)
  WHERE one IN speakers
    // wrapped, lest Neo4j looks for the type in an index of all times
    AND coalesce(e.type IN ['STATEMENT', 'REQUEST', 'ACCUSE', 'REJECT', 'THREATEN', 'SUPPORT', 'AGREE', 'CONCEDE'], false)
    AND NOT EXISTS { MATCH (e)-[c:CONCERNS]->(:Treaty) WHERE c.action IN ['sign', 'ratify'] }
  UNWIND [path IN paths WHERE path.speaker = one] AS path
  RETURN e, path, 'speaks' AS manner
UNION ALL
  UNWIND paths AS path
  WITH path, path.speaker AS speaker
  MATCH (e:Event)-[:ATTRIBUTED_TO]->(speaker)
  RETURN e, path, 'reports' AS manner
}
WITH path.speaker AS speaker, path.terms AS terms, e, manner
WHERE ($from IS NULL OR coalesce(e.date_end >= $from, e.date IS NOT NULL))
  AND ($to IS NULL OR coalesce(e.date <= $to, e.date_end IS NOT NULL))
  AND all(term IN terms
          WHERE coalesce(term.since <= e.date_end, true) AND coalesce(e.date <= term.until, true))
  AND ($treaty IS NULL OR EXISTS { MATCH (e)-[:CONCERNS]->(t:Treaty) WHERE toLower($treaty) IN t.search })
  AND ($target IS NULL OR EXISTS {
    MATCH (e)-[:TARGETS]->(one:Actor)
    MATCH way = (one)-[:REPRESENTS*0..3]->(target:Actor)
    WHERE toLower($target) IN target.search
      AND all(term IN relationships(way)
              WHERE coalesce(term.since <= e.date_end, true) AND coalesce(e.date <= term.until, true))
  })
WITH e, max(manner) AS manner, collect(DISTINCT speaker.name) AS names
WITH e, manner, COLLECT { UNWIND names AS name RETURN name ORDER BY name } AS speakers, COLLECT {
  MATCH (article:Article)-[r:REPORTS]->(e)
  RETURN {published: article.published_edtf, start: r.start, quote: r.quote, article: article.id, url: article.url}
  ORDER BY article.published_edtf, article.id, r.start
} AS reports
WITH e, manner, speakers, reports, e.date IS NULL AND e.date_end IS NULL AS undated,
  coalesce(e.date, e.date_end) AS first, coalesce(e.date_end, date('9999-12-31')) AS last,
  reports[0].published AS published, reports[0].start AS start
ORDER BY undated, first, last, published, start, e.id
LIMIT coalesce($limit, 1000000000)
WITH *, COLLECT { MATCH (a:Actor)-[:SOURCE_OF]->(e) RETURN a ORDER BY a.name, a.id } AS acting,
  COLLECT { MATCH (e)-[:TARGETS]->(a:Actor) RETURN a ORDER BY a.name, a.id } AS acted
RETURN e.id AS id, e.date AS date, e.date_end AS date_end, e.edtf AS edtf, speakers, manner, e.type AS type,
  e.status AS status,
  [a IN acting | a.name] AS sources, [a IN acted | a.name] AS targets,
  [a IN acting | a.id] AS source_ids, [a IN acted | a.id] AS target_ids,
  COLLECT { MATCH (e)-[:CONCERNS]->(t:Treaty) RETURN DISTINCT t.name ORDER BY t.name } AS treaties,
  e.summary AS summary, reports[0].quote AS quote, reports[0].article AS article, reports[0].url AS url,
  size(reports) AS reports
ORDER BY undated, first, last, published, start, id
