"""searchapp: a search service over an archive of Vietnamese provincial reports.

The map, top layer first; each imports only what stands below it::

    cli, app      the doors: commands; the Flask application
    web           request -> Query; SearchResult -> page or JSON
    indexing      rebuild(): documents/ -> a published generation
    searching     search(): Query -> SearchResult
    suggesting    suggest(): what was typed so far -> what may be meant
    snippets      offsets + text -> passages with highlights
    engines       the seam: protocols, generations on disk, the Whoosh engine
    query         what was typed -> expression: grammar, date words, typing repair
    facts         text -> facts with evidence: residue, places, dates, kinds, people
    reading       a file -> its text: one reader a format, encodings, the archive walk
    analysis      text -> terms with offsets: syllables, folding, bigrams, topics
    model         the values that cross layers
    settings      the environment, read once
    errors        what can go wrong, as a tree
"""
