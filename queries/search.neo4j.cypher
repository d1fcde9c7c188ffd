// What search.cypher asks, of Neo4j's full-text index.

CALL db.index.fulltext.queryRelationships('report_words', '"' + $words + '"') YIELD relationship AS r
WITH startNode(r) AS a, r, endNode(r) AS e
WHERE ($from IS NULL OR coalesce(e.date_end >= $from, e.date IS NOT NULL))
  AND ($to IS NULL OR coalesce(e.date <= $to, e.date_end IS NOT NULL))
  AND ($actor IS NULL OR EXISTS {
    MATCH (e)-[:SOURCE_OF|TARGETS]-(one:Actor)
    MATCH way = (one)-[:REPRESENTS*0..3]->(whole:Actor)
    WHERE toLower($actor) IN whole.search
      AND all(term IN relationships(way)
              WHERE coalesce(term.since <= e.date_end, true) AND coalesce(e.date <= term.until, true))
  })
WITH a, r, e ORDER BY a.published IS NULL, a.published DESC, a.id, r.start
LIMIT $limit
WITH *, COLLECT { MATCH (one:Actor)-[:SOURCE_OF]->(e) RETURN one ORDER BY one.name, one.id } AS acting,
  COLLECT { MATCH (e)-[:TARGETS]->(one:Actor) RETURN one ORDER BY one.name, one.id } AS acted
RETURN e.id AS id, e.date AS date, e.date_end AS date_end, e.edtf AS edtf, r.quote AS quote, a.id AS article,
  a.title AS title, a.url AS url, a.published_edtf AS published, e.type AS type, e.status AS status,
  [one IN acting | one.name] AS sources, [one IN acted | one.name] AS targets,
  [one IN acting | one.id] AS source_ids, [one IN acted | one.id] AS target_ids, e.summary AS summary
ORDER BY a.published IS NULL, a.published DESC, article, r.start
