// title: Articles in the graph
// answers: >-
//   What was read, with the publication date of each article, how it was found and how sure it is, and how many events it
//   reports; the latest published comes first.
// parameters:
//   from: {type: date, means: "Published on this day or later", example: "2021-12"}
//   to: {type: date, last_day: true, means: "Published on this day or earlier", example: "2021-12"}
//   basis:
//     type: choice
//     choices: [given, metadata, text, inferred, unknown]
//     many: true
//     means: How the publication date was found
//     example: inferred
//   limit: {type: int, means: "How many articles at most", example: "20"}
// columns:
//   id: the article's id
//   title: its title
//   url: its address
//   path: the file it was read from
//   source: who published it
//   language: its language
//   published: when it was published, as exact as it is known
//   basis: "what that date rests on: given, metadata, text, inferred or unknown"
//   confidence: how sure its year is, from 0 to 1
//   evidence: the reasons for that date
//   events: how many events it reports
//   original: the article whose text it nearly repeats, null when there is none
//   ingested_at: when it was read into the graph
// table: [published / basis, confidence, title / source, events, id / original]
// empty: "`biennien ingest PATH` reads articles; a wider period may hold some."
// examples:
//   - {title: "All articles", with: {}}
//   - {title: "Those whose date was worked out from the text", with: {basis: "inferred,text"}}
// vi:
//   title: Các bài viết trong đồ thị
//   empty: "`biennien ingest PATH` nạp bài viết; thời kỳ rộng hơn có thể có bài."

CALL () {
  WITH coalesce($from, date('0001-01-01')) AS first, coalesce($to, date('9999-12-31')) AS last
  WHERE $from IS NOT NULL OR $to IS NOT NULL
  MATCH (a:Article) WHERE a.published >= first AND a.published <= last
  RETURN a
UNION ALL
  WITH 1 AS all
  WHERE $from IS NULL AND $to IS NULL
  MATCH (a:Article)
  RETURN a
}
WITH a WHERE $basis IS NULL OR a.published_basis IN $basis
RETURN a.id AS id, a.title AS title, a.url AS url, a.path AS path, a.source AS source, a.language AS language,
  a.published_edtf AS published, a.published_basis AS basis, a.published_confidence AS confidence,
  a.published_evidence AS evidence, COUNT { MATCH (a)-[:REPORTS]->(e:Event) RETURN DISTINCT e } AS events,
  a.original AS original, a.ingested_at AS ingested_at
ORDER BY a.published IS NULL, a.published DESC, id
LIMIT coalesce($limit, 1000000000)
