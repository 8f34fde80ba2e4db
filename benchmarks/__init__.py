"""Measuring searchapp from outside, through the same doors as everyone else.

- ``relevance``: the command ``python -m benchmarks.relevance DIR``: is the right report first?
- ``relevance_peers``: the command ``python -m benchmarks.relevance_peers DIR...``: beside others?
- ``facts``: the command ``python -m benchmarks.facts FOLDER``: are the facts right?
- ``analysis_cost``: the command ``python -m benchmarks.analysis_cost SOURCE``: what does it cost?
- ``speed``: the command ``python -m benchmarks.speed``: how fast, beside others?
- ``collections``: a test collection on disk -> documents, queries, judgements.
- ``syllable_shapes``: a written syllable -> its letters, its tone, the tone's place.
- ``typing_variants``: a query -> the same query as hurried fingers type it, or only a part of it.
- ``ways``: a collection's queries, whole or shortened, then typed.
- ``preparation``: a folder -> the collection that was asked for, and the product over it.
- ``product``: searchapp's own rebuild and search over a collection.
- ``peers``: other engines over the very same documents, a module each.
- ``measures``: judgements and runs -> nDCG@10, MRR@10, Recall@100.
- ``significance``: two systems' figures over the same queries -> p.
- ``comparison``: all systems' figures -> a Markdown table, JSON.
- ``outcomes``: what was measured -> lines, a table, JSON, details per query.
- ``news``, ``traits``, ``analysed``, ``terms``, ``cases``, ``workload``: what is timed.
- ``built``, ``agreement``, ``timing``, ``first_use``, ``search_speed``: engines asked in turn.
- ``text_archive``, ``builds``, ``memory``: our rebuild from text files, the peers' from terms.
- ``http_load``: a server under the load of fifty clients. ``generated``, ``million``: more reports
  than there are.
- ``speed_run``, ``speed_tables``, ``growth``, ``speed_plot``, ``speed_report``, ``machine``:
  figures of speed -> tables, sentences, a picture.

A collection is a folder with ``corpus.jsonl`` or ``corpus.jsonl.gz`` (``id``, ``title``, ``text``),
``queries.jsonl`` (``id``, ``text``) and ``qrels.tsv`` (query, document, relevance).
"""
