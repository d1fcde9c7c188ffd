// title: Acts outside their doer's term of office
// answers: >-
//   Acts and statements of someone whom the article calls by an office that, by what is known, was not theirs on that day:
//   the date, the doer or the title is wrong, or the words look back. Each lowers the confidence of its event.
// parameters:
//   actor: {type: actor, means: "Whose acts, those who represent it included", example: USA}
//   from: {type: date, means: "First day of the period", example: "2021-01-01"}
//   to: {type: date, last_day: true, means: "Last day of the period", example: "2021-12"}
//   limit: {type: int, means: "How many rows at most, the earliest ones", example: "50"}
// columns:
//   id: the event's id
//   date: first possible day of the event
//   date_end: last possible day
//   edtf: the date that the article gives it, as exact as it is known
//   date_basis: what that date rests on
//   actor: name of the one who acts
//   actor_id: its id
//   role: the office that the article calls it by
//   terms: when it held that office, as far as is known
//   type: PLOVER event type, or STATEMENT
//   status: happened, ongoing or denied
//   confidence: how sure the report is, from 0 to 1
//   quote: the article's words
//   article: the article's id
//   published: when the article was published, as exact as it is known
// table: [edtf / date_basis, actor / role, terms, type / status, quote, id]
// empty: No act contradicts a term of office that is known.
// examples:
//   - {title: "All contradictions", with: {}}
//   - {title: "Those of one country and its officials", with: {actor: Russia, from: "1990"}}
// vi:
//   title: Hành động ngoài nhiệm kỳ của người thực hiện
//   empty: "Không hành động nào trái với một nhiệm kỳ đã biết."

CALL () {
  WITH $actor AS name
  WHERE name IS NOT NULL
  MATCH (side:Actor) WHERE toLower(name) IN side.search
  MATCH (side)<-[:REPRESENTS*0..3]-(one:Actor)
  RETURN DISTINCT one
UNION
  WITH 1 AS all
  WHERE $actor IS NULL
  MATCH (one:Person)
  RETURN one
}
WITH DISTINCT one
MATCH (one)-[:SOURCE_OF]->(e:Event)
MATCH (e)<-[r:REPORTS]-(article:Article)
WHERE any(outside IN r.outside_terms WHERE outside STARTS WITH one.id + ':')
WITH one, e, r, article,
  [outside IN r.outside_terms WHERE outside STARTS WITH one.id + ':' | substring(outside, size(one.id) + 1)][0] AS role
WHERE ($from IS NULL OR coalesce(e.date_end >= $from, e.date IS NOT NULL))
  AND ($to IS NULL OR coalesce(e.date <= $to, e.date_end IS NOT NULL))
RETURN e.id AS id, e.date AS date, e.date_end AS date_end, r.edtf AS edtf, r.date_basis AS date_basis,
  one.name AS actor, one.id AS actor_id, role,
  COLLECT { MATCH (one)-[term:REPRESENTS]->(:Actor) WHERE term.role = role
            RETURN DISTINCT coalesce(toString(term.since), '?') + ' to ' + coalesce(toString(term.until), 'now') AS told
            ORDER BY told } AS terms,
  r.type AS type, r.status AS status, r.confidence AS confidence, r.quote AS quote, article.id AS article,
  article.published_edtf AS published
ORDER BY coalesce(date, date_end), id, article, actor_id
LIMIT coalesce($limit, 1000000000)
