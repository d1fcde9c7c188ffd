// title: The timeline, whole or by actor, pair, treaty, article, type and period
// answers: >-
//   What happened, in time order: acts and statements of an actor, between two actors, about a treaty, from an article,
//   in a period. An actor includes those who represented it on the event's date, unless `alone`. A period includes
//   events that may have happened in it, such as one of "2021" in March 2021.
// parameters:
//   actor: {type: actor, means: "Who acted or was acted upon", example: Russia}
//   other: {type: actor, means: "A second one, taking part in the same event", example: USA}
//   alone: {type: bool, means: "Only the actors themselves, without those who represent them"}
//   treaty: {type: treaty, means: "What the event concerns", example: New START}
//   article: {type: article, means: "Which article reports it"}
//   type: {type: event_type, many: true, means: "Event types", example: ACCUSE}
//   status: {type: status, many: true, means: "Whether it happened, is planned, …", example: happened}
//   from: {type: date, means: "First day of the period", example: "2021-01-01"}
//   to: {type: date, last_day: true, means: "Last day of the period", example: "2021-12"}
//   limit: {type: int, means: "How many events at most, the earliest ones", example: "100"}
// columns:
//   id: the event's id
//   date: first possible day, null when unknown
//   date_end: last possible day, null when unknown or open
//   edtf: the date as exact as it is known
//   precision: day, month, year, decade, century, interval or unknown
//   extent: within (on a day of that range) or throughout (all of it)
//   type: PLOVER event type, or STATEMENT
//   mode: visit, meet, call, host, negotiate …, where the text says so
//   quad: verbal or material, cooperation or conflict; null for a STATEMENT
//   status: happened, ongoing, planned, called_for, cancelled, postponed, denied or hypothetical
//   sources: names of those who act
//   targets: names of those acted upon or addressed
//   source_ids: ids of the sources, in the same order
//   target_ids: ids of the targets, in the same order
//   said_by: names of those who report it, when they are not its sources
//   treaties: "treaties it concerns: id, name, action"
//   place: where, if the text says so
//   summary: the act in one line
//   date_basis: what the date rests on
//   confidence: from 0 to 1
//   reports: "what each article says: article, title, url, source, published, start, end, trigger, quote"
// dates: [date, date_end]
// table: [edtf, type / status, sources / targets, summary, id]
// empty: "A wider period or fewer options find more; `biennien query actors` lists who is in the graph."
// examples:
//   - {title: "Everything Russia did, said or met with in 2021", with: {actor: Russia, from: "2021", to: "2021"}}
//   - {title: "Between Russia and the United States", with: {actor: nga, other: USA}}
//   - {title: "Accusations and threats only", with: {type: "ACCUSE,THREATEN"}}
//   - {title: "About a treaty", with: {treaty: New START}}
//   - {title: "The first ten events of all", with: {limit: "10"}}
// vi:
//   title: Dòng thời gian, toàn bộ hoặc theo chủ thể, cặp, hiệp ước, bài viết, loại và thời kỳ
//   empty: "Thời kỳ rộng hơn hoặc ít tùy chọn hơn sẽ tìm được nhiều hơn; `biennien query actors` liệt kê ai có trong đồ thị."

// of the actors that are asked for, the one with fewer events
WITH COLLECT {
  UNWIND [name IN [$actor, $other] WHERE name IS NOT NULL | toLower(name)] AS name
  MATCH (actor:Actor) WHERE name IN actor.search
  WITH name, collect(actor) AS actors, sum(COUNT { (actor)-[:SOURCE_OF]->() } + COUNT { (actor)<-[:TARGETS]-() }) AS known
  RETURN {name: name, actors: actors, known: known} ORDER BY known LIMIT 1
} AS rarest
CALL (rarest) {
  // from that actor, and from those who represented it on the day
  UNWIND rarest AS rare
  WITH rare.name AS name, rare.actors AS actors, rare.known AS known
  WHERE known <= 10000 OR coalesce(duration.inDays($from, $to).days > 366, true)
  UNWIND actors AS actor
  MATCH path = (actor)<-[:REPRESENTS*0..3]-(one:Actor) WHERE length(path) = 0 OR NOT $alone
  MATCH (one)-[:SOURCE_OF|TARGETS]-(e:Event)
  WHERE ($from IS NULL OR coalesce(e.date_end >= $from, e.date IS NOT NULL))
    AND ($to IS NULL OR coalesce(e.date <= $to, e.date_end IS NOT NULL))
    AND all(term IN relationships(path)
            WHERE coalesce(term.since <= e.date_end, true) AND coalesce(e.date <= term.until, true))
    AND ($actor IS NULL OR $other IS NULL OR EXISTS {
      MATCH (e)-[:SOURCE_OF|TARGETS]-(two:Actor) WHERE two <> one
      MATCH way = (two)-[:REPRESENTS*0..3]->(other:Actor)
      WHERE CASE name WHEN toLower($actor) THEN toLower($other) ELSE toLower($actor) END IN other.search AND (length(way) = 0 OR NOT $alone)
        AND all(term IN relationships(way)
                WHERE coalesce(term.since <= e.date_end, true) AND coalesce(e.date <= term.until, true))
    })
  RETURN e
UNION ALL
  // a busy actor in a short period: from the period
  UNWIND rarest AS rare
  WITH rare.name AS name, rare.actors AS actors, rare.known AS known
  WHERE known > 10000 AND duration.inDays($from, $to).days <= 366
  UNWIND actors AS actor
  MATCH path = (actor)<-[:REPRESENTS*0..3]-(one:Actor) WHERE length(path) = 0 OR NOT $alone
  WITH name, collect(one) AS ones, collect({who: one, terms: relationships(path)}) AS paths, $from AS first, $to AS last
  CALL (first, last, ones) {
    MATCH (e:Event)
    WHERE e.precision = 'day' AND e.date >= first AND e.date <= last AND e.date_end >= first
      OR e.precision = 'month' AND e.date >= first - duration({days: 30}) AND e.date <= last AND e.date_end >= first
      OR e.precision = 'year' AND e.date >= first - duration({days: 365}) AND e.date <= last AND e.date_end >= first
      OR e.precision IN ['decade', 'century', 'interval'] AND e.date <= last AND e.date_end >= first
      OR e.open_since <= last
      OR e.precision = 'interval' AND e.edtf < '0' AND e.date_end >= first
    MATCH (e)-[:SOURCE_OF|TARGETS]-(one)
    WHERE one IN ones
    RETURN collect({e: e, who: one}) AS parts  // lest Neo4j reads the dates of all
  }
  UNWIND parts AS part
  WITH name, part.e AS e, part.who AS one, paths
  WHERE any(path IN paths WHERE path.who = one AND
            all(term IN path.terms
                WHERE coalesce(term.since <= e.date_end, true) AND coalesce(e.date <= term.until, true)))
    AND ($actor IS NULL OR $other IS NULL OR EXISTS {
      MATCH (e)-[:SOURCE_OF|TARGETS]-(two:Actor) WHERE two <> one
      MATCH way = (two)-[:REPRESENTS*0..3]->(other:Actor)
      WHERE CASE name WHEN toLower($actor) THEN toLower($other) ELSE toLower($actor) END IN other.search AND (length(way) = 0 OR NOT $alone)
        AND all(term IN relationships(way)
                WHERE coalesce(term.since <= e.date_end, true) AND coalesce(e.date <= term.until, true))
    })
  RETURN e
UNION ALL
  // else from a treaty
  WITH $treaty AS name
  WHERE name IS NOT NULL AND $actor IS NULL AND $other IS NULL
  MATCH (treaty:Treaty) WHERE toLower(name) IN treaty.search
  MATCH (e:Event)-[:CONCERNS]->(treaty)
  RETURN e
UNION ALL
  // else from an article
  WITH $article AS id
  WHERE id IS NOT NULL AND $actor IS NULL AND $other IS NULL AND $treaty IS NULL
  MATCH (:Article {id: id})-[:REPORTS]->(e:Event)
  RETURN e
UNION ALL
  // else from a period: how long before it an event may have begun depends on how exact its date is
  WITH coalesce($from, date('0001-01-01')) AS first, coalesce($to, date('9999-12-31')) AS last
  WHERE ($from IS NOT NULL OR $to IS NOT NULL)
    AND $actor IS NULL AND $other IS NULL AND $treaty IS NULL AND $article IS NULL
  MATCH (e:Event)
  WHERE e.precision = 'day' AND e.date >= first AND e.date <= last AND e.date_end >= first
    OR e.precision = 'month' AND e.date >= first - duration({days: 30}) AND e.date <= last AND e.date_end >= first
    OR e.precision = 'year' AND e.date >= first - duration({days: 365}) AND e.date <= last AND e.date_end >= first
    OR e.precision IN ['decade', 'century', 'interval'] AND e.date <= last AND e.date_end >= first
    OR e.open_since <= last
    OR e.precision = 'interval' AND e.edtf < '0' AND e.date_end >= first
  RETURN e
UNION ALL
  // else all
  WITH 1 AS all
  WHERE $actor IS NULL AND $other IS NULL AND $treaty IS NULL AND $article IS NULL AND $from IS NULL AND $to IS NULL
  MATCH (e:Event)
  RETURN e
}
WITH DISTINCT e
WHERE ($type IS NULL OR e.type IN $type)
  AND ($status IS NULL OR e.status IN $status)
  AND ($from IS NULL OR coalesce(e.date_end >= $from, e.date IS NOT NULL))
  AND ($to IS NULL OR coalesce(e.date <= $to, e.date_end IS NOT NULL))
  AND ($treaty IS NULL OR EXISTS { MATCH (e)-[:CONCERNS]->(t:Treaty) WHERE toLower($treaty) IN t.search })
  AND ($article IS NULL OR EXISTS { MATCH (:Article {id: $article})-[:REPORTS]->(e) })
WITH e ORDER BY e.date IS NULL AND e.date_end IS NULL, coalesce(e.date, e.date_end), coalesce(e.date_end, date('9999-12-31'))
WITH collect(e) AS found
// what its date puts behind the limit needs no reports
WITH found, CASE WHEN $limit < size(found) THEN found[$limit - 1] END AS edge
UNWIND CASE WHEN edge IS NULL THEN found ELSE found[0..$limit] + [one IN found[$limit..size(found)]
  WHERE coalesce(one.date, one.date_end, date('9999-12-31')) = coalesce(edge.date, edge.date_end, date('9999-12-31'))
    AND coalesce(one.date_end, date('9999-12-31')) = coalesce(edge.date_end, date('9999-12-31'))] END AS e
WITH e, COLLECT {
  MATCH (article:Article)-[r:REPORTS]->(e)
  RETURN {article: article.id, title: article.title, url: article.url, source: article.source,
          published: article.published_edtf, start: r.start, end: r.end, trigger: [r.trigger_start, r.trigger_end],
          quote: r.quote}
  ORDER BY article.published_edtf, article.id, r.start
} AS reports
WITH e, reports, e.date IS NULL AND e.date_end IS NULL AS undated, coalesce(e.date, e.date_end) AS first,
  coalesce(e.date_end, date('9999-12-31')) AS last, reports[0].published AS published, reports[0].start AS start
ORDER BY undated, first, last, published, start, e.id
LIMIT coalesce($limit, 1000000000)
WITH *, COLLECT {
  MATCH (e)-[part:SOURCE_OF|TARGETS|ATTRIBUTED_TO]-(a:Actor)
  RETURN {as: type(part), name: a.name, id: a.id} ORDER BY a.name, a.id
} AS parts
RETURN e.id AS id, toString(e.date) AS date, toString(e.date_end) AS date_end, e.edtf AS edtf, e.precision AS precision,
  e.extent AS extent, e.type AS type, e.mode AS mode, e.quad AS quad, e.status AS status,
  [one IN parts WHERE one.as = 'SOURCE_OF' | one.name] AS sources,
  [one IN parts WHERE one.as = 'TARGETS' | one.name] AS targets,
  [one IN parts WHERE one.as = 'SOURCE_OF' | one.id] AS source_ids,
  [one IN parts WHERE one.as = 'TARGETS' | one.id] AS target_ids,
  [one IN parts WHERE one.as = 'ATTRIBUTED_TO' | one.name] AS said_by,
  COLLECT { MATCH (e)-[c:CONCERNS]->(t:Treaty) RETURN {id: t.id, name: t.name, action: c.action}
            ORDER BY t.name, c.action } AS treaties,
  e.place AS place, e.summary AS summary, e.date_basis AS date_basis, e.confidence AS confidence, reports
ORDER BY undated, first, last, published, start, e.id
