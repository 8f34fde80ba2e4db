"""The engine on Whoosh, with numpy arrays beside it: the only place that imports whoosh.

A query::

    engine      WhooshEngine: builds, publishes, follows, searches
    answering   one request -> hits, total, counts
    snapshot    one open generation
    part        posting lists and streams of documents with consecutive numbers
    postings    which documents hold a term, and how often: listed, or a row of all
    docsets     sets of documents, listed or as a mask
    streams     every report's syllables in order
    lookup      the posting lists of one request's words
    prefixes    words by their beginning
    matching    an expression -> which reports match, and what scores them
    loose_words what is required of words that stand for themselves
    phrases     words in order, or near each other, checked in the streams
    tally       the weights, and what the clauses add up to
    scorers     what terms, or the better of two writings, add to scores
    scoring     BM25, for arrays and, as the oracle of the tests, for Whoosh itself
    ranking     matches -> the scores that order them
    rescoring   what the places of the words add to the best of them
    ordering    the first few of many
    faceting    filters, counts, orders by date
    facet_column the values of one facet
    folding     of the copies that were found, the one that is a hit
    terms       plain questions: AND, OR, NOT, a phrase, a beginning
    completions what goes on with a prefix: a stretch of sorted entrances
    similarity  which reports share topics
    stored      reports themselves, as Whoosh stores them

A build::

    writer      reports -> the folder of a generation
    reuse       what the serving generation holds already, and what has to be written
    building    processes that write stretches of the new reports
    stretches   one stretch: a segment of Whoosh's, and arrays beside it
    segment     Whoosh segments whose text field was inverted with numpy
    schema      what Whoosh stores and indexes
    inversion   syllables in order -> posting lists
    merging     stretches -> a part, a kind of term at a time
    assembling  parts, Whoosh's table of contents and the arrays of the whole
    parts       the files of a part
    arrays      the other files beside Whoosh
    columns     facets and dates, joined and patched
    part_text   the texts of parts again, as numbers of folded terms
    sketches    texts -> the pairs of them that are worth comparing
    duplicates  which texts are nearly the same
    copies      which reports are copies of which, as far as it has to be found out again
    titles      which titles are suggested
    suggestible what of the reports is suggested while somebody types
    completion_keys  how that, and what was typed, is spelled in bytes
    completion_files the arrays of that
    phrase_counts    how many reports hold each of many phrases
"""
