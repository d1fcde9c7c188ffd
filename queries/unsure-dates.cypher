// title: Events without a sure date
// answers: >-
//   Events whose day is not known or not sure, and why: no date, only a month or year, a date marked uncertain, articles
//   that disagree, a publication date that was inferred with little confidence, and, when asked for, dates that rest on
//   the publication date alone.
// parameters:
//   actor: {type: actor, means: "Who acted or was acted upon, those who represent it included", example: Russia}
//   published: {type: bool, means: "Also dates taken from the publication date, which may be a day late"}
//   limit: {type: int, means: "How many events at most", example: "50"}
// columns:
//   id: the event's id
//   date: first possible day, null when unknown
//   date_end: last possible day, null when unknown or open
//   edtf: the date as exact as it is known
//   why: the reasons why it is not sure
//   date_basis: what the date rests on
//   type: PLOVER event type, or STATEMENT
//   status: happened, ongoing, planned, called_for, cancelled, postponed, denied or hypothetical
//   sources: names of those who act
//   targets: names of those acted upon or addressed
//   source_ids: ids of the sources, in the same order
//   target_ids: ids of the targets, in the same order
//   summary: the act in one line
//   articles: ids of the articles that report it
// table: [edtf, why, type / status, sources / targets, summary, id]
// empty: Every event has a sure day; --published also shows those dated by their article's publication.
// examples:
//   - {title: "All that cannot be put on a day", with: {}}
//   - {title: "Also dates that rest on the publication date", with: {published: "true", limit: "20"}}
// vi:
//   title: Sự kiện chưa chắc ngày
//   empty: "Mọi sự kiện đều có ngày chắc chắn; --published hiện cả những sự kiện lấy theo ngày đăng bài."

CALL () {
  WITH $actor AS name
  WHERE name IS NOT NULL
  MATCH (actor:Actor) WHERE toLower(name) IN actor.search
  MATCH path = (actor)<-[:REPRESENTS*0..3]-(one:Actor)
  MATCH (one)-[:SOURCE_OF|TARGETS]-(e:Event)
  WHERE all(term IN relationships(path)
            WHERE coalesce(term.since <= e.date_end, true) AND coalesce(e.date <= term.until, true))
  RETURN e
UNION ALL
  WITH 1 AS all
  WHERE $actor IS NULL
  MATCH (e:Event)
  RETURN e
}
WITH DISTINCT e
WITH e, COLLECT {
  MATCH (article:Article)-[r:REPORTS]->(e)
  RETURN {article: article.id, edtf: r.edtf,
          doubtful: article.published_basis = 'unknown' OR article.published_confidence < 0.8}
  ORDER BY article.id
} AS reports
WITH e, [report IN reports | report.article] AS articles, [reason IN [
    CASE WHEN e.date IS NULL AND e.date_end IS NULL THEN 'no date' END,
    CASE WHEN e.precision <> 'day' AND (e.date IS NOT NULL OR e.date_end IS NOT NULL)
         THEN 'only the ' + e.precision END,
    CASE WHEN e.edtf ENDS WITH '?' OR e.edtf ENDS WITH '~' OR e.edtf ENDS WITH '%' THEN 'marked uncertain' END,
    CASE WHEN any(report IN reports
                  WHERE NOT e.edtf STARTS WITH report.edtf AND NOT report.edtf STARTS WITH e.edtf)
         THEN 'articles disagree' END,
    CASE WHEN e.edtf IS NOT NULL AND e.date_basis <> 'knowledge' AND any(report IN reports WHERE report.doubtful)
         THEN 'publication date doubtful' END,
    CASE WHEN $published AND e.date_basis = 'published' THEN 'taken from publication' END
  ] WHERE reason IS NOT NULL] AS why
WHERE size(why) > 0
WITH e, articles, why, e.date IS NULL AND e.date_end IS NULL AS undated, coalesce(e.date, e.date_end) AS first,
  coalesce(e.date_end, date('9999-12-31')) AS last
ORDER BY undated, first, last, e.id
LIMIT coalesce($limit, 1000000000)
WITH *, COLLECT { MATCH (a:Actor)-[:SOURCE_OF]->(e) RETURN a ORDER BY a.name, a.id } AS acting,
  COLLECT { MATCH (e)-[:TARGETS]->(a:Actor) RETURN a ORDER BY a.name, a.id } AS acted
RETURN e.id AS id, e.date AS date, e.date_end AS date_end, e.edtf AS edtf, why, e.date_basis AS date_basis,
  e.type AS type, e.status AS status,
  [a IN acting | a.name] AS sources, [a IN acted | a.name] AS targets,
  [a IN acting | a.id] AS source_ids, [a IN acted | a.id] AS target_ids,
  e.summary AS summary, articles
ORDER BY undated, first, last, id
