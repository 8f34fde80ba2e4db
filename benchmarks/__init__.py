"""Measuring searchapp from outside, through the same doors as everyone else.

- ``relevance``: the command ``python -m benchmarks.relevance DIR``: is the right report first?
- ``facts``: the command ``python -m benchmarks.facts FOLDER``: are the facts right?
- ``analysis_cost``: the command ``python -m benchmarks.analysis_cost SOURCE``: what does it cost?
- ``collections``: a test collection on disk -> documents, queries, judgements.
- ``syllable_shapes``: a written syllable -> its letters, its tone, the tone's place.
- ``typing_variants``: a query -> the same query as hurried fingers type it.
- ``product``: searchapp's own rebuild and search over a collection.
- ``peers``: plain BM25 (bm25s) over the very same syllables.
- ``measures``: judgements and runs -> nDCG@10, MRR@10, Recall@100.
- ``outcomes``: what was measured -> lines, a table, JSON, details per query.

A collection is a folder with ``corpus.jsonl`` or ``corpus.jsonl.gz`` (``id``, ``title``, ``text``),
``queries.jsonl`` (``id``, ``text``) and ``qrels.tsv`` (query, document, relevance).
"""
