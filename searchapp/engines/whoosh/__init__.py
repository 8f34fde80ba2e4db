"""The engine on Whoosh, with numpy arrays beside it: the only place that imports whoosh.

::

    schema      what Whoosh stores and indexes
    segment     a Whoosh segment whose text field was inverted with numpy
    inversion   syllables in order -> posting lists
    scoring     BM25, for arrays and, as the oracle of the tests, for Whoosh itself
    arrays      the files beside Whoosh: written at build time, memory-mapped afterwards
    sketches    texts -> the pairs of them that are worth comparing
    duplicates  which reports are nearly the same text
    writer      reports -> a folder with both
    snapshot    one open generation
    matching    an expression -> which reports match, and how well
    tally       the weights, and what the clauses add up to
    loose_words what is required of words that stand for themselves
    prefixes    words by their beginning
    ranking     matches -> the scores that order them
    rescoring   what the places of the words add to the best of them
    phrases     words in order, checked in the stream of syllables
    faceting    filters and counts
    suggestible what of the reports is suggested while somebody types
    completion_keys how that, and what was typed, is spelled in bytes
    completions the arrays of that: a prefix is a stretch of sorted entrances
    phrase_counts   how many reports hold each of many phrases
    similarity  which reports share topics
    folding     of the copies that were found, the one that is a hit
    engine      WhooshEngine: builds, publishes, follows, searches
"""
