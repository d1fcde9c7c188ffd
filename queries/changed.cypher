// title: What changed between two days
// answers: >-
//   How the world of one day differs from that of an earlier one: treaties that were signed, came into force, ended, or
//   were joined, left or acted upon since; offices that began or ended; actors that had not taken part in anything before;
//   and, for each side, of which types of acts that happened or go on it did more or fewer than in the equally long time
//   before. Only what is known to the day or to a range within the period counts. An actor includes those who
//   represented it on the day.
// parameters:
//   from: {type: date, required: true, means: "The earlier day", example: "2021-01-01"}
//   to: {type: date, last_day: true, required: true, means: "The later day, which belongs to the period", example: "2021-12"}
//   actor: {type: actor, means: "Only what this actor takes part in", example: Russia}
//   about:
//     type: choice
//     choices: [treaty, office, actor, events]
//     many: true
//     means: Only changes of these kinds
//     example: treaty
//   limit: {type: int, default: "50", means: "How many changes of each kind at most, the earliest or largest ones", example: "10"}
// columns:
//   about: treaty, office, actor or events
//   date: "the day of the change; null for events"
//   subject: the treaty, the represented, the new actor, or the side
//   change: what was done, who took or left which office, the new actor's first event, or the type of acts
//   before: for events, how many acts of that type in the time before
//   after: for events, how many in the period
//   who: names of those who did it, or took or left the office
//   id: id of the event, where it is one
//   subject_id: id of the subject
// table: [about, date, subject, change, before, after, who / id]
// empty: Nothing is known to have changed; a longer period finds more.
// examples:
//   - {title: "In a year", with: {from: "2021-01-01", to: "2021-12-31"}}
//   - {title: "For one country, treaties only", with: {from: "2021-01-01", to: "2021-12-31", actor: Russia, about: treaty}}
// vi:
//   title: Những gì thay đổi giữa hai ngày
//   empty: "Không biết có gì thay đổi; thời kỳ dài hơn sẽ tìm được nhiều hơn."

// those who act for the actor that is asked for
WITH COLLECT {
  MATCH (whole:Actor) WHERE toLower($actor) IN whole.search
  MATCH way = (whole)<-[:REPRESENTS*0..3]-(one:Actor)
  RETURN {who: one, side: whole, terms: relationships(way)}
} AS ways
CALL (ways) {
  // treaties: their own dates, those of their parties, and what was done to them
  WITH $from AS begins, $to AS ends, ways
  WHERE $about IS NULL OR 'treaty' IN $about
  CALL (begins, ends, ways) {
    MATCH (t:Treaty)
    UNWIND [['signed', t.signed], ['in force', t.in_force], ['ended', t.ended]] AS milestone
    WITH t, milestone, begins, ends WHERE milestone[1] >= begins AND milestone[1] <= ends
      AND ($actor IS NULL OR EXISTS { MATCH (p:Actor)-[:PARTY_TO]->(t) WHERE toLower($actor) IN p.search })
    RETURN milestone[1] AS date, t AS subject, milestone[0] AS change, [] AS who, null AS id
  UNION ALL
    MATCH (t:Treaty)
    MATCH (t)<-[p:PARTY_TO]-(party:Actor)
    UNWIND [['joined', p.since], ['left', p.until]] AS milestone
    WITH t, party, milestone, begins, ends WHERE milestone[1] >= begins AND milestone[1] <= ends
      AND milestone[1] <> coalesce(t.in_force, t.signed, date('0001-01-01'))
      AND milestone[1] <> coalesce(t.ended, date('9999-12-31'))
      AND ($actor IS NULL OR toLower($actor) IN party.search)
    RETURN milestone[1] AS date, t AS subject, milestone[0] AS change, [party.name] AS who, null AS id
  UNION ALL
    MATCH (t:Treaty)
    MATCH (t)<-[c:CONCERNS]-(e:Event)
    WHERE e.date >= begins AND e.date <= ends AND e.date_end <= ends AND c.action <> 'mention'
      AND e.status IN ['happened', 'ongoing']
    WITH DISTINCT t, c, e, ways
    WHERE $actor IS NULL OR EXISTS {
      MATCH (e)-[:SOURCE_OF|TARGETS]-(one:Actor)
      WHERE any(way IN ways WHERE way.who = one AND
                all(term IN way.terms
                    WHERE coalesce(term.since <= e.date_end, true) AND coalesce(e.date <= term.until, true)))
    }
    RETURN e.date AS date, t AS subject, c.action AS change,
      COLLECT { MATCH (a:Actor)-[:SOURCE_OF]->(e) RETURN a.name ORDER BY a.name } AS who, e.id AS id
  }
  WITH date, subject, change, who, id ORDER BY date, subject.name, change, id LIMIT $limit
  RETURN 1 AS part, 'treaty' AS about, date, subject.name AS subject, change, null AS before, null AS after, who, id,
    subject.id AS subject_id
UNION ALL
  // offices
  WITH $from AS begins, $to AS ends
  WHERE $about IS NULL OR 'office' IN $about
  MATCH (one:Actor)-[term:REPRESENTS]->(whole:Actor)
  UNWIND [['becomes', term.since], ['is no longer', term.until]] AS milestone
  WITH one, term, whole, milestone, begins, ends
  WHERE milestone[1] >= begins AND milestone[1] <= ends AND ($actor IS NULL OR toLower($actor) IN whole.search)
  WITH one, term, whole, milestone ORDER BY milestone[1], whole.name, one.name LIMIT $limit
  RETURN 2 AS part, 'office' AS about, milestone[1] AS date, whole.name AS subject,
    one.name + ' ' + milestone[0] + coalesce(' ' + term.role, '') AS change, null AS before, null AS after,
    [one.name] AS who, null AS id, whole.id AS subject_id
UNION ALL
  // actors that took part in nothing before
  WITH $from AS begins, $to AS ends, ways, [way IN ways | way.who] AS ones
  WHERE $about IS NULL OR 'actor' IN $about
  MATCH (e:Event) WHERE e.date >= begins AND e.date <= ends AND e.date_end <= ends
  MATCH (e)-[:SOURCE_OF|TARGETS]-(one:Actor)
  WHERE $actor IS NULL OR one IN ones AND any(way IN ways WHERE way.who = one AND
          all(term IN way.terms
              WHERE coalesce(term.since <= e.date_end, true) AND coalesce(e.date <= term.until, true)))
  WITH one, e, begins ORDER BY e.date, e.id
  WITH one, begins, head(collect(e)) AS earliest
  WHERE NOT EXISTS { MATCH (one)-[:SOURCE_OF|TARGETS]-(older:Event) WHERE older.date < begins }
  WITH one, earliest ORDER BY earliest.date, one.name, one.id LIMIT $limit
  RETURN 3 AS part, 'actor' AS about, earliest.date AS date, one.name AS subject, earliest.summary AS change,
    null AS before, null AS after, [one.name] AS who, earliest.id AS id, one.id AS subject_id
UNION ALL
  // events of each side, and in the time before
  WITH $from AS begins, $to AS ends, $from - duration({days: duration.inDays($from, $to).days + 1}) AS earlier, ways,
    [way IN ways | way.who] AS ones
  WHERE $about IS NULL OR 'events' IN $about
  CALL (begins, ends, earlier, ways, ones) {
    WITH begins, ends, earlier, ways, ones WHERE $actor IS NOT NULL
    MATCH (e:Event) WHERE e.date >= earlier AND e.date <= ends
      AND e.date_end <= ends AND e.status IN ['happened', 'ongoing']
      AND (e.date >= begins OR e.date_end < begins)
    MATCH (e)<-[:SOURCE_OF]-(acting:Actor) WHERE acting IN ones
    UNWIND [way IN ways WHERE way.who = acting AND
            all(term IN way.terms
                WHERE coalesce(term.since <= e.date_end, true) AND coalesce(e.date <= term.until, true))] AS way
    RETURN way.side AS side, e
  UNION ALL
    WITH begins, ends, earlier WHERE $actor IS NULL
    MATCH (e:Event) WHERE e.date >= earlier AND e.date <= ends
      AND e.date_end <= ends AND e.status IN ['happened', 'ongoing']
      AND (e.date >= begins OR e.date_end < begins)
    MATCH (e)<-[:SOURCE_OF]-(acting:Actor)
    MATCH way = (acting)-[:REPRESENTS*0..3]->(side:Actor)
    WHERE all(term IN relationships(way)
              WHERE coalesce(term.since <= e.date_end, true) AND coalesce(e.date <= term.until, true))
      AND NOT EXISTS {
        MATCH (side)-[further:REPRESENTS]->(:Actor)
        WHERE coalesce(further.since <= e.date_end, true) AND coalesce(e.date <= further.until, true)
      }
    RETURN side, e
  }
  WITH DISTINCT side, e, begins
  WITH side, e.type AS type, sum(CASE WHEN e.date < begins THEN 1 ELSE 0 END) AS before,
    sum(CASE WHEN e.date < begins THEN 0 ELSE 1 END) AS after
  WHERE before <> after
  WITH side, type, before, after ORDER BY abs(after - before) DESC, side.name, type, side.id LIMIT $limit
  RETURN 4 AS part, 'events' AS about, null AS date, side.name AS subject, type AS change, before, after, [] AS who,
    null AS id, side.id AS subject_id
}
RETURN about, date, subject, change, before, after, who, id, subject_id
ORDER BY part, date, abs(coalesce(after - before, 0)) DESC, subject, change, id, who
