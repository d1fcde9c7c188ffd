// title: The sources of an event
// answers: >-
//   Which articles report an event, in which words, and what each of them says of its type, status and date. The earliest
//   article comes first.
// parameters:
//   event: {type: event, required: true, means: "The event's id, or its first characters"}
// columns:
//   article: the article's id
//   title: the article's title
//   url: the article's address
//   source: who published it
//   path: the file it was read from
//   original: "the article whose text this one nearly repeats: the two are one source; null when there is none"
//   published: when it was published, as exact as it is known
//   basis: "what that date rests on: given, metadata, text, inferred or unknown"
//   quote: the words that report the event
//   start: first character of the quote in the article's text, counted from 0
//   end: the character after its last one
//   trigger: first character of the words that express the act, and the character after their last one
//   type: the event type in this article
//   status: the status in this article
//   edtf: the event's date in this article
//   rules: the rules that found it
//   confidence: from 0 to 1
// table: [published / basis, title / url / original, quote, edtf / confidence, type / status]
// examples:
//   - {title: "The words an event rests on", with: {event: EVENT}}
// vi:
//   title: Các nguồn của một sự kiện

MATCH (article:Article)-[r:REPORTS]->(:Event {id: $event})
RETURN article.id AS article, article.title AS title, article.url AS url, article.source AS source,
  article.path AS path, article.original AS original, article.published_edtf AS published, article.published_basis AS basis, r.quote AS quote,
  r.start AS start, r.end AS end, [r.trigger_start, r.trigger_end] AS trigger, r.type AS type, r.status AS status,
  r.edtf AS edtf, r.rules AS rules, r.confidence AS confidence
ORDER BY published, article, start
