"""What a sound graph never holds, as queries over a whole store: what shapes cannot say.

Each check is a query for nodes that must not be, with what is wrong about them. They see all named
graphs at once; ``validate.py`` runs them.
"""

__all__ = ["CHECKS"]

#: What is wrong, and the query that finds the nodes.
CHECKS = (
    (
        "is referred to and not described anywhere",
        """SELECT DISTINCT ?node WHERE {
             ?s dip:holder|dip:speaker|dip:addressee|dip:occasion|dip:attendee|dip:represents
                |dip:event|dip:party|dip:participant|dip:place|dip:inSeries|dip:partOf|dip:about
                |dip:issue|dip:stance|dip:kind|dip:level|dip:mode|dip:status|dip:dateBasis
                |dip:role|dip:post|dip:speechType|dip:tenure|dip:holderOfTenure
                |dip:ofOrganization|dip:hasMember|dip:evidence|dip:source|prov:wasGeneratedBy ?node
             FILTER NOT EXISTS { ?node a ?class } }""",
    ),
    (
        "is described and not used by anything",
        """SELECT DISTINCT ?node WHERE {
             ?node a dip:Evidence FILTER NOT EXISTS { ?user dip:evidence ?node } }""",
    ),
    (
        "has no label in Vietnamese",
        """SELECT DISTINCT ?node WHERE {
             VALUES ?class { dip:Actor dip:State dip:Organization dip:CollectiveActor dip:Person
                             dip:Event dip:MeetingSeries dip:Issue }
             ?node a ?class
             FILTER NOT EXISTS { ?node rdfs:label ?label FILTER(lang(?label) = "vi") } }""",
    ),
    (
        "has evidence outside the body of its article",
        """SELECT DISTINCT ?node WHERE {
             ?node dip:source ?article ; nif:beginIndex ?begin ; nif:endIndex ?end .
             ?article dip:bodyBegin ?first ; dip:bodyEnd ?last .
             FILTER(?begin < ?first || ?end > ?last) }""",
    ),
    (
        "has a content that its evidence does not hold",
        """SELECT DISTINCT ?node WHERE {
             ?node dip:content ?content
             FILTER NOT EXISTS { ?node dip:evidence/nif:anchorOf ?words
                                 FILTER(CONTAINS(?words, STR(?content))) } }""",
    ),
    (
        "has more than one holder",
        "SELECT DISTINCT ?node WHERE { ?node dip:holder ?a, ?b FILTER(?a != ?b) }",
    ),
    (
        "has more than one stance",
        "SELECT DISTINCT ?node WHERE { ?node dip:stance ?a, ?b FILTER(?a != ?b) }",
    ),
    (
        "takes the same stand in the same words as another position",
        """SELECT DISTINCT ?node WHERE {
             ?node dip:evidence ?words ; dip:holder ?holder ; dip:stance ?stance .
             ?other dip:evidence ?words ; dip:holder ?holder ; dip:stance ?stance .
             OPTIONAL { ?node dip:content ?one } OPTIONAL { ?other dip:content ?two }
             FILTER(STR(?node) > STR(?other) && COALESCE(?one, "") = COALESCE(?two, "")) }""",
    ),
    (
        "has the series and ordinal of another event",
        """SELECT DISTINCT ?node WHERE {
             ?node dip:inSeries ?series ; dip:ordinal ?n .
             ?other dip:inSeries ?series ; dip:ordinal ?n
             FILTER(STR(?node) > STR(?other)) }""",
    ),
    (
        "belongs to two classes that exclude each other",
        """SELECT DISTINCT ?node WHERE {
             VALUES (?one ?two) { (dip:Person dip:State) (dip:Person dip:Organization)
                                  (dip:Person dip:CollectiveActor) (dip:State dip:Organization)
                                  (dip:State dip:CollectiveActor)
                                  (dip:Organization dip:CollectiveActor) }
             ?node a ?one, ?two }""",
    ),
    (
        "has a participant without an attendance that says so",
        """SELECT DISTINCT ?node WHERE {
             ?node dip:participant ?actor
             FILTER NOT EXISTS { ?a dip:event ?node ; dip:attendee ?actor } }""",
    ),
    (
        "has an attendance whose attendee is not its participant",
        """SELECT DISTINCT ?node WHERE {
             ?a dip:event ?node ; dip:attendee ?actor
             FILTER NOT EXISTS { ?node dip:participant ?actor } }""",
    ),
    (
        "has a date with a year and does not say how the year is known",
        """SELECT DISTINCT ?node WHERE {
             ?node dip:date ?date
             FILTER(datatype(?date) != xsd:gMonthDay)
             FILTER NOT EXISTS { ?node dip:dateBasis ?basis } }""",
    ),
    (
        "has an IRI of another kind than its class",
        """SELECT DISTINCT ?node WHERE {
             VALUES (?class ?kinds) {
               (dip:Person "person") (dip:State "state") (dip:Organization "organization")
               (dip:CollectiveActor "collective") (dip:MeetingSeries "series")
               (dip:Event "meeting event") (dip:Meeting "meeting")
               (dip:Attendance "attendance") (dip:Tenure "tenure") (dip:Position "position")
               (dip:Evidence "evidence") (dip:Article "article") (dip:Issue "issue") }
             ?node a ?class
             BIND(REPLACE(STR(?node), "^.*/([^/]*)/[^/]*$", "$1") AS ?kind)
             FILTER(!CONTAINS(?kinds, ?kind)) }""",
    ),
    (
        "has an IRI that does not name its article and offsets",
        """SELECT DISTINCT ?node WHERE {
             ?node dip:source ?article ; nif:beginIndex ?begin ; nif:endIndex ?end .
             BIND(CONCAT("/", REPLACE(STR(?article), "^.*/", ""), "_", STR(?begin), "-",
                         STR(?end)) AS ?name)
             FILTER(!STRENDS(STR(?node), ?name)) }""",
    ),
    (
        "has an IRI that does not name its series and ordinal",
        """SELECT DISTINCT ?node WHERE {
             ?node a dip:Meeting ; dip:inSeries ?series ; dip:ordinal ?n .
             BIND(CONCAT("/", REPLACE(STR(?series), "^.*/", ""), "_", STR(?n)) AS ?name)
             FILTER(!STRENDS(STR(?node), ?name)) }""",
    ),
    (
        "stands in the graph of an article that is not its source",
        """SELECT DISTINCT ?node WHERE {
             GRAPH ?graph { ?node dip:source ?article } FILTER(?graph != ?article) }""",
    ),
    (
        "is a graph that holds facts of no article and no file of the ontology",
        """SELECT DISTINCT (?graph AS ?node) WHERE {
             { SELECT DISTINCT ?graph WHERE { GRAPH ?graph { ?s ?p ?o } } }
             FILTER NOT EXISTS { GRAPH ?graph { ?graph dip:sha256 ?digest } } }""",
    ),
)
