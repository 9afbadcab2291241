-- The tables that the pages read (see index.py). Every row belongs to a named graph; nodes are named
-- by their key, the IRI without its base, or by the whole IRI where it has another base.

CREATE TABLE setting (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE graph (graph INTEGER PRIMARY KEY, iri TEXT NOT NULL UNIQUE, digest TEXT NOT NULL);

CREATE TABLE node (graph INTEGER, key TEXT NOT NULL, class TEXT NOT NULL, label TEXT, label_en TEXT);
CREATE TABLE article (
  graph INTEGER, key TEXT NOT NULL, headline TEXT, published TEXT, publisher TEXT, url TEXT,
  language TEXT, body_begin INTEGER, body_end INTEGER);
CREATE TABLE event (
  graph INTEGER, key TEXT NOT NULL, meeting INTEGER NOT NULL, kind TEXT, level TEXT, mode TEXT,
  status TEXT, date TEXT, end_date TEXT, basis TEXT, ordinal INTEGER, series TEXT, place TEXT,
  whole TEXT);
CREATE TABLE party (graph INTEGER, event TEXT NOT NULL, actor TEXT NOT NULL);
CREATE TABLE attendance (
  graph INTEGER, key TEXT NOT NULL, event TEXT NOT NULL, attendee TEXT NOT NULL, represents TEXT,
  tenure TEXT, role TEXT, quote TEXT, confidence REAL);
CREATE TABLE tenure (
  graph INTEGER, key TEXT NOT NULL, person TEXT NOT NULL, office TEXT, organization TEXT,
  attested_on TEXT, quote TEXT);
CREATE TABLE position (
  graph INTEGER, key TEXT NOT NULL, holder TEXT NOT NULL, stance TEXT NOT NULL, speaker TEXT,
  addressee TEXT, occasion TEXT, quote TEXT, direct INTEGER, confidence REAL,
  level TEXT, date TEXT);
CREATE TABLE evidence (
  graph INTEGER, node TEXT NOT NULL, begin INTEGER NOT NULL, end INTEGER NOT NULL);
CREATE TABLE raised (graph INTEGER, position TEXT NOT NULL, issue TEXT NOT NULL);
CREATE TABLE member (graph INTEGER, collective TEXT NOT NULL, actor TEXT NOT NULL);
CREATE TABLE broader (graph INTEGER, concept TEXT NOT NULL, topic TEXT NOT NULL);

-- What summary.sql counts: concepts with the topics above them and themselves, events merged over
-- articles, who was at which event and with whom, and positions by all that pages filter by.
CREATE TABLE within (concept TEXT, topic TEXT, PRIMARY KEY (topic, concept)) WITHOUT ROWID;
CREATE TABLE raised_issue (issue TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE occasion (
  key TEXT PRIMARY KEY, meeting INTEGER NOT NULL, date TEXT, ordinal INTEGER, level TEXT,
  status TEXT, series TEXT, whole TEXT) WITHOUT ROWID;
CREATE TABLE taking_part (actor TEXT, event TEXT, PRIMARY KEY (actor, event)) WITHOUT ROWID;
CREATE TABLE partner (actor TEXT, other TEXT, events INTEGER, PRIMARY KEY (actor, other)) WITHOUT ROWID;
CREATE TABLE tally (
  holder TEXT, issue TEXT, stance TEXT, level TEXT, year TEXT, number INTEGER,
  PRIMARY KEY (issue, holder, stance, level, year)) WITHOUT ROWID;

-- The words of a node, under the number of its row; tokens have no accents, but đ stays đ.
CREATE VIRTUAL TABLE words USING fts5(names, text, tokenize = "unicode61 remove_diacritics 2");
CREATE TRIGGER node_gone AFTER DELETE ON node BEGIN
  DELETE FROM words WHERE rowid = old.rowid;
END;

CREATE INDEX node_key ON node (key);
CREATE INDEX node_class ON node (class);
CREATE INDEX article_key ON article (key);
CREATE INDEX article_published ON article (published);
CREATE INDEX event_key ON event (key);
CREATE INDEX party_event ON party (event);
CREATE INDEX party_actor ON party (actor);
CREATE INDEX attendance_event ON attendance (event);
CREATE INDEX attendance_attendee ON attendance (attendee);
CREATE INDEX attendance_represents ON attendance (represents);
CREATE INDEX tenure_key ON tenure (key);
CREATE INDEX tenure_person ON tenure (person);
CREATE INDEX evidence_graph ON evidence (graph);
CREATE INDEX position_key ON position (key);
CREATE INDEX position_holder ON position (holder);
CREATE INDEX position_speaker ON position (speaker);
CREATE INDEX position_addressee ON position (addressee);
CREATE INDEX position_occasion ON position (occasion);
CREATE INDEX raised_by_issue ON raised (issue);
CREATE INDEX raised_position ON raised (position);
CREATE INDEX member_actor ON member (actor);
CREATE INDEX occasion_date ON occasion (meeting, date);
CREATE INDEX occasion_series ON occasion (series);
CREATE INDEX occasion_whole ON occasion (whole);
CREATE INDEX taking_part_event ON taking_part (event);
CREATE INDEX tally_holder ON tally (holder);
