// title: Given events in full
// answers: >-
//   Everything the timeline tells of the events that are named, in time order, with the words of every article that
//   reports them. Names come in Vietnamese on request.
// parameters:
//   ids: {type: event, many: true, required: true, means: "Ids of the events, or their first characters"}
//   language: {type: choice, choices: [en, vi], default: en, means: "Language of the names of actors and treaties"}
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
//   source_sides: "whom the sources stand for on that day, or the sources themselves: id, name"
//   target_sides: "the same for the targets"
//   said_by: names of those who report it, when they are not its sources
//   treaties: "treaties it concerns: id, name, action"
//   place: where, if the text says so
//   summary: the act in one line
//   date_basis: what the date rests on
//   confidence: from 0 to 1
//   reports: "what each article says: article, title, url, source, published, start, end, trigger, quote"
// table: [edtf, type / status, sources / targets, summary, id]
// examples:
//   - {title: "One event", with: {ids: EVENT}}
//   - {title: "With names in Vietnamese", with: {ids: EVENT, language: vi}}
// vi:
//   title: Toàn bộ thông tin về các sự kiện cho trước

UNWIND $ids AS id
MATCH (e:Event {id: id})
WITH DISTINCT e
WITH e, COLLECT {
  MATCH (article:Article)-[r:REPORTS]->(e)
  RETURN {article: article.id, title: article.title, url: article.url, source: article.source,
          published: article.published_edtf, start: r.start, end: r.end, trigger: [r.trigger_start, r.trigger_end],
          quote: r.quote}
  ORDER BY article.published_edtf, article.id, r.start
} AS reports
WITH e, reports, e.date IS NULL AND e.date_end IS NULL AS undated, coalesce(e.date, e.date_end) AS first,
  coalesce(e.date_end, date('9999-12-31')) AS last, reports[0].published AS published, reports[0].start AS start
RETURN e.id AS id, e.date AS date, e.date_end AS date_end, e.edtf AS edtf, e.precision AS precision,
  e.extent AS extent, e.type AS type, e.mode AS mode, e.quad AS quad, e.status AS status,
  COLLECT { MATCH (a:Actor)-[:SOURCE_OF]->(e)
            RETURN CASE $language WHEN 'vi' THEN coalesce(a.name_vi, a.name) ELSE a.name END
            ORDER BY a.name, a.id } AS sources,
  COLLECT { MATCH (e)-[:TARGETS]->(a:Actor)
            RETURN CASE $language WHEN 'vi' THEN coalesce(a.name_vi, a.name) ELSE a.name END
            ORDER BY a.name, a.id } AS targets,
  COLLECT { MATCH (a:Actor)-[:SOURCE_OF]->(e) RETURN a.id ORDER BY a.name, a.id } AS source_ids,
  COLLECT { MATCH (e)-[:TARGETS]->(a:Actor) RETURN a.id ORDER BY a.name, a.id } AS target_ids,
  COLLECT { MATCH (a:Actor)-[:SOURCE_OF]->(e)
            MATCH path = (a)-[:REPRESENTS*0..3]->(side:Actor)
            WHERE all(term IN relationships(path)
                      WHERE coalesce(term.since <= e.date_end, true) AND coalesce(e.date <= term.until, true))
              AND NOT EXISTS {
                MATCH (side)-[further:REPRESENTS]->(:Actor)
                WHERE coalesce(further.since <= e.date_end, true) AND coalesce(e.date <= further.until, true)
              }
            RETURN DISTINCT {id: side.id,
                             name: CASE $language WHEN 'vi' THEN coalesce(side.name_vi, side.name) ELSE side.name END} AS one
            ORDER BY one.id } AS source_sides,
  COLLECT { MATCH (e)-[:TARGETS]->(a:Actor)
            MATCH path = (a)-[:REPRESENTS*0..3]->(side:Actor)
            WHERE all(term IN relationships(path)
                      WHERE coalesce(term.since <= e.date_end, true) AND coalesce(e.date <= term.until, true))
              AND NOT EXISTS {
                MATCH (side)-[further:REPRESENTS]->(:Actor)
                WHERE coalesce(further.since <= e.date_end, true) AND coalesce(e.date <= further.until, true)
              }
            RETURN DISTINCT {id: side.id,
                             name: CASE $language WHEN 'vi' THEN coalesce(side.name_vi, side.name) ELSE side.name END} AS one
            ORDER BY one.id } AS target_sides,
  COLLECT { MATCH (e)-[:ATTRIBUTED_TO]->(a:Actor)
            RETURN CASE $language WHEN 'vi' THEN coalesce(a.name_vi, a.name) ELSE a.name END
            ORDER BY a.name, a.id } AS said_by,
  COLLECT { MATCH (e)-[c:CONCERNS]->(t:Treaty)
            RETURN {id: t.id, name: CASE $language WHEN 'vi' THEN coalesce(t.name_vi, t.name) ELSE t.name END,
                    action: c.action}
            ORDER BY t.name, c.action } AS treaties,
  e.place AS place, e.summary AS summary, e.date_basis AS date_basis, e.confidence AS confidence, reports
ORDER BY undated, first, last, published, start, e.id
