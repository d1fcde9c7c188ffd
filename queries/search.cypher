// title: Words in quotes
// answers: >-
//   What articles say in given words: the quotes that hold these words one after another, the latest published first, with
//   the event they tell of. Case and punctuation never count. Words typed without diacritics are also found where the text
//   has them (hiep uoc finds hiệp ước); words typed with diacritics only as they are typed. On Neo4j a full-text index
//   answers.
// parameters:
//   words: {type: phrase, required: true, means: "Words that follow each other in the quote", example: hiệp ước}
//   actor: {type: actor, means: "Who acted or was acted upon, those who represent it included", example: Russia}
//   from: {type: date, means: "First day of the event's period", example: "2021-01-01"}
//   to: {type: date, last_day: true, means: "Last day of the event's period", example: "2021-12"}
//   limit: {type: int, default: "50", means: "How many quotes at most, the latest published ones", example: "10"}
// columns:
//   id: the event's id
//   date: first possible day of the event, null when unknown
//   date_end: last possible day of the event, null when unknown or open
//   edtf: the event's date as exact as it is known
//   quote: the article's words
//   article: the article's id
//   title: its title
//   url: its address
//   published: when it was published, as exact as it is known
//   type: PLOVER event type, or STATEMENT
//   status: happened, ongoing, planned, called_for, cancelled, postponed, denied or hypothetical
//   sources: names of those who act
//   targets: names of those acted upon or addressed
//   source_ids: ids of the sources, in the same order
//   target_ids: ids of the targets, in the same order
//   summary: the act in one line
// table: [published / edtf, type / status, sources / targets, quote / title, id]
// empty: No quote has these words one after another; fewer words, or words without diacritics, find more.
// examples:
//   - {title: "Without diacritics", with: {words: start}}
//   - {title: "Of one actor", with: {words: start, actor: Russia, limit: "10"}}
// vi:
//   title: Từ ngữ trong lời trích
//   empty: "Không lời trích nào có các từ này liền nhau; ít từ hơn, hoặc từ không dấu, sẽ tìm được nhiều hơn."

MATCH (a:Article)-[r:REPORTS]->(e:Event)
WHERE any(form IN r.search WHERE form CONTAINS ' ' + $words + ' ')
  AND ($from IS NULL OR coalesce(e.date_end >= $from, e.date IS NOT NULL))
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
