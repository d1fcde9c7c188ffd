// title: The latest articles and what they report
// answers: The articles published last, their events, and who took part in them.
// parameters:
//   limit: {type: int, default: "3", means: "How many articles"}
// columns:
//   reports: the articles and their events
//   taking_part: who took part
// examples:
//   - {title: "The latest three", with: {}}

MATCH (article:Article)
WITH article ORDER BY coalesce(article.published, date('0001-01-01')) DESC, article.id LIMIT $limit
MATCH reports = (article)-[:REPORTS]->(e:Event)
RETURN reports, COLLECT { MATCH p = (e)-[:SOURCE_OF|TARGETS]-(:Actor) RETURN p } AS taking_part
